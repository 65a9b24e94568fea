const name = "xmpMM:InstanceID";
const valueCharsMax = 512;
const idsMax = 64;

/** The first `xmpMM:InstanceID` in a file, or null. */
export function findXmpInstanceId(bytes: Uint8Array): string | null {
  return listXmpInstanceIds(bytes, 1)[0] ?? null;
}

/** The values of `xmpMM:InstanceID` (XMP, part 2) in a file, written as attributes or as elements, in order of appearance. */
export function listXmpInstanceIds(bytes: Uint8Array, max = idsMax): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ids: string[] = [];
  let at = buffer.indexOf(name, 0, "latin1");
  while (at !== -1 && ids.length < max) {
    const from = at + name.length;
    const text = buffer.subarray(from, from + valueCharsMax).toString("utf8");
    const id = /^\s*(?:=\s*["']|>)\s*([^"'<>\s]{1,255})/.exec(text)?.[1];
    if (id) ids.push(id);
    at = buffer.indexOf(name, from, "latin1");
  }
  return ids;
}
