const name = "dcterms:provenance";
const valueCharsMax = 2048;

/** The first `dcterms:provenance` of a file's XMP, as an attribute or an element: where it says its manifest is (C2PA 2.2, 11.4). Null without one. */
export function findXmpProvenance(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = buffer.indexOf(name, 0, "latin1");
  if (at === -1) return null;
  const text = buffer.subarray(at + name.length, at + name.length + valueCharsMax).toString("utf8");
  return /^\s*(?:=\s*["']|>|\s+rdf:resource\s*=\s*["'])\s*([^"'<>\s]{1,1024})/.exec(text)?.[1] ?? null;
}
