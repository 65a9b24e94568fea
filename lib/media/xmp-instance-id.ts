const name = "xmpMM:InstanceID";
const valueCharsMax = 512;

/** The first `xmpMM:InstanceID` (XMP, part 2) in a file, written as an attribute or as an element; null where there is none. */
export function findXmpInstanceId(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = buffer.indexOf(name, 0, "latin1");
  if (at === -1) return null;
  const from = at + name.length;
  const text = buffer.subarray(from, from + valueCharsMax).toString("utf8");
  return /^\s*(?:=\s*["']|>)\s*([^"'<>\s]{1,255})/.exec(text)?.[1] ?? null;
}
