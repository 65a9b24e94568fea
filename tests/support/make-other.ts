import { be, join, latin1, le, noise, text } from "./media-bytes.ts";

/** EBML header and one segment of known length (RFC 9559). */
export function makeMatroska(type: string, cluster: Uint8Array = noise(800)): Uint8Array {
  const element = (id: string, body: Uint8Array) =>
    join(Buffer.from(id, "hex"), Uint8Array.of(1), be(body.length, 7), body);
  return join(element("1a45dfa3", element("4282", latin1(type))), element("18538067", element("1f43b675", cluster)));
}

/** Two pages of one stream, the last of which says so (RFC 3533). Its checksums are none. */
export function makeOgg(pages = 2): Uint8Array {
  const page = (flags: number, number: number) =>
    join(
      latin1("OggS\0"),
      Uint8Array.of(flags),
      le(0, 8),
      le(1, 4),
      le(number, 4),
      le(0, 4),
      Uint8Array.of(2, 255, 45),
      noise(300),
    );
  const middle = Array.from({ length: pages - 2 }, (_, i) => page(0, i + 1));
  return join(page(2, 0), Buffer.concat(middle), page(4, pages - 1));
}

/** `comment` stands before the cross-references: letters that nobody shows. */
export function makePdf(comment = ""): Uint8Array {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 64 48]>>",
  ];
  let body = "%PDF-1.7\n";
  const places = objects.map((object, i) => {
    const place = body.length;
    body += `${i + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  if (comment) body += `%${comment}\n`;
  const table = `xref\n0 4\n0000000000 65535 f \n${places.join("")}trailer<</Size 4/Root 1 0 R>>\n`;
  return text(`${body}${table}startxref\n${body.length}\n%%EOF\n`);
}
