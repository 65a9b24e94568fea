import { type Look, PastEnd } from "../byte-source.ts";
import type { StructureFinding } from "../structure.ts";

/** Of a name inside a tag; attributes may be longer. */
const headChars = 64;

/** SVG: every element that begins also ends, and nothing but comments follows the root. Declared entities are nobody's to expand here. */
export function checkSvg(look: Look): StructureFinding {
  let open = 0;
  let roots = 0;
  for (const tag of tags(look)) {
    if (tag.kind === "close") {
      if (open === 0) return { structure: "undecodable" };
      open--;
    } else {
      if (open === 0) roots++;
      if (tag.kind === "open") open++;
    }
  }
  if (roots > 1) return { structure: "undecodable" };
  return { structure: open === 0 && roots === 1 ? "whole" : "truncated" };
}

/** C2PA 2.2, A.3.8: `c2pa:manifest` in the metadata. */
export function countInSvg(look: Look): number {
  let stores = 0;
  for (const { kind, name } of tags(look)) if (kind !== "close" && name === "c2pa:manifest") stores++;
  return stores;
}

interface Tag {
  kind: "open" | "close" | "empty";
  name: string;
}

/** The tags of a text in UTF-8; what is between, comments, sections, instructions and declarations are stepped over. */
function* tags(look: Look): Generator<Tag> {
  for (let at = look.find(0x3c, 0); at !== -1; ) {
    const head = look.read(at, headChars).toString("latin1");
    let end: number;
    if (head.startsWith("<!--")) end = after(look, "-->", at + 4);
    else if (head.startsWith("<![CDATA[")) end = after(look, "]]>", at + 9);
    else if (head.startsWith("<?")) end = after(look, "?>", at + 2);
    else if (head.startsWith("<!")) end = afterDeclaration(look, at + 2);
    else {
      end = afterTag(look, at + 1);
      const name = /^<\/?([^\s/>]*)/.exec(head)?.[1] ?? "";
      const kind = head[1] === "/" ? "close" : look.u8(end - 2) === 0x2f ? "empty" : "open";
      yield { kind, name };
    }
    at = look.find(0x3c, end);
  }
}

function after(look: Look, text: string, from: number): number {
  const at = look.find(Buffer.from(text, "latin1"), from);
  if (at === -1) throw new PastEnd();
  return at + text.length;
}

/** Past the `>` that is in no quotes. */
function afterTag(look: Look, from: number): number {
  return scan(look, from, (byte) => byte === 0x3e);
}

/** Past the `>` of a document type, whose inner subset in brackets has its own. */
function afterDeclaration(look: Look, from: number): number {
  let depth = 0;
  return scan(look, from, (byte) => {
    if (byte === 0x5b) depth++;
    if (byte === 0x5d) depth--;
    return byte === 0x3e && depth <= 0;
  });
}

/** Past the first byte outside of quotes that `ends` says yes to. */
function scan(look: Look, from: number, ends: (byte: number) => boolean): number {
  let quote = 0;
  for (let start = from; start < look.size; start += windowBytes) {
    const window = look.read(start, windowBytes);
    for (let i = 0; i < window.length; i++) {
      const byte = window[i] as number;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === 0x22 || byte === 0x27) quote = byte;
      else if (ends(byte)) return start + i + 1;
    }
  }
  throw new PastEnd();
}
const windowBytes = 4096;
