import { type ByteSource, lookInto, readBytesMax } from "./byte-source.ts";
import { containers } from "./containers.ts";
import { formatOf } from "./formats.ts";

const name = Buffer.from("xmpMM:InstanceID");
const valueCharsMax = 512;
const idsMax = 64;

/** The first `xmpMM:InstanceID` in a whole file of a known format, looked for where texts that describe it may stand; or null. */
export function findXmpInstanceId(source: ByteSource, mime: string): string | null {
  const look = lookInto(source);
  const container = formatOf(mime)?.container;
  const ranges = (container && containers[container].descriptions?.(look)) ?? [[0, source.sizeBytes]];
  for (const [from, to] of ranges) for (const id of instanceIds(source, from, to)) return id;
  return null;
}

/** The values of `xmpMM:InstanceID` (XMP, part 2) in a file, written as attributes or as elements, in order of appearance. */
export function listXmpInstanceIds(source: ByteSource): string[] {
  const ids: string[] = [];
  for (const id of instanceIds(source, 0, source.sizeBytes)) if (ids.push(id) === idsMax) break;
  return ids;
}

/** One window of the file at a time, each beginning where a text that the last one cut would begin. */
function* instanceIds(source: ByteSource, from: number, to: number): Generator<string> {
  for (let start = from; start < to; ) {
    const window = source.read(start, Math.min(readBytesMax, to - start));
    const isLast = start + window.length >= to || window.length === 0;
    const sure = isLast ? window.length : window.length - name.length - valueCharsMax;
    const found: string[] = [];
    for (let at = window.indexOf(name); at !== -1 && at < sure; at = window.indexOf(name, at + name.length)) {
      const text = window.subarray(at + name.length, at + name.length + valueCharsMax).toString("utf8");
      const id = /^\s*(?:=\s*["']|>)\s*([^"'<>\s]{1,255})/.exec(text)?.[1];
      if (id) found.push(id);
      if (found.length === idsMax) break;
    }
    // The window is another after the next read, so that nothing is told before it was seen whole.
    yield* found;
    if (isLast) return;
    start += sure;
  }
}
