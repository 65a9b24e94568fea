import { type ByteSource, lookInto } from "./byte-source.ts";

const name = Buffer.from("dcterms:provenance");
const valueCharsMax = 2048;

/** The first `dcterms:provenance` of a file's XMP, as an attribute or an element: where it says its manifest is (C2PA 2.2, 11.4). Null without one. */
export function findXmpProvenance(source: ByteSource): string | null {
  const at = lookInto(source).find(name, 0);
  if (at === -1) return null;
  const text = source.read(at + name.length, valueCharsMax).toString("utf8");
  return /^\s*(?:=\s*["']|>|\s+rdf:resource\s*=\s*["'])\s*([^"'<>\s]{1,1024})/.exec(text)?.[1] ?? null;
}
