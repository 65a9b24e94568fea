import { type ByteSource, lookInto, PastEnd } from "./byte-source.ts";
import { NoBox } from "./containers/boxes.ts";
import { containers } from "./containers.ts";
import { formatOf } from "./formats.ts";

/**
 * How many manifest stores a whole file carries, from its container alone, so that a file without one is never given to native code; null where only
 * the engine can tell. C2PA 2.2, appendix A: more than one counts as none.
 */
export function countManifestStores(source: ByteSource, mime: string | null): number | null {
  const format = formatOf(mime);
  if (format === undefined) return null;
  try {
    return containers[format.container].countStores(lookInto(source));
  } catch (thrown) {
    if (thrown instanceof PastEnd || thrown instanceof NoBox || thrown instanceof RangeError) return null;
    throw thrown;
  }
}
