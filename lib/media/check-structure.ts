import { type ByteSource, lookInto, PastEnd } from "./byte-source.ts";
import { NoBox } from "./containers/boxes.ts";
import { containers } from "./containers.ts";
import { formatOf } from "./formats.ts";
import type { StructureFinding } from "./structure.ts";

/**
 * Whether a file is as long as its own structure says, and its dimensions, from headers and lengths alone: nothing is
 * decoded, and only a window of it is in memory. The engine signs a cut file and reads it back Trusted, so that cut sources have to be found here.
 */
export function checkStructure(source: ByteSource, mime: string | null): Required<StructureFinding> {
  const finding = follow(source, mime);
  return { structure: finding.structure, widthPx: finding.widthPx ?? null, heightPx: finding.heightPx ?? null };
}

function follow(source: ByteSource, mime: string | null): StructureFinding {
  const format = formatOf(mime);
  if (format === undefined) return { structure: "unchecked" };
  try {
    return containers[format.container].check(lookInto(source));
  } catch (thrown) {
    if (thrown instanceof PastEnd) return { structure: "truncated" };
    if (thrown instanceof NoBox || thrown instanceof RangeError) return { structure: "undecodable" };
    throw thrown;
  }
}
