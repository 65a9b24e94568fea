/** How many bytes from the start `sniffMime` wants to see. */
export const sniffBytes = 4096;

/** The media type by magic bytes, or null. Looks at no name. */
export function sniffMime(head: Uint8Array): string | null {
  if (begins(head, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (begins(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  const text = latin1(head, 0, 12);
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "image/gif";
  if (text.startsWith("RIFF")) return riffTypes[text.slice(8, 12)] ?? null;
  if (begins(head, [0x49, 0x49, 0x2a, 0x00]) || begins(head, [0x4d, 0x4d, 0x00, 0x2a])) return "image/tiff";
  if (text.slice(4, 8) === "ftyp") return brandType(head);
  if (begins(head, [0x00, 0x00, 0x00, 0x0c, 0x4a, 0x58, 0x4c, 0x20])) return "image/jxl";
  if (text.startsWith("fLaC")) return "audio/flac";
  if (text.startsWith("%PDF-")) return "application/pdf";
  if (text.startsWith("ID3") || isMpegFrame(head)) return "audio/mpeg";
  if (
    /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i.test(
      latin1(head, 0, 2048).replace(/^ï»¿/, ""),
    )
  )
    return "image/svg+xml";
  return null;
}

const riffTypes: Record<string, string> = { WEBP: "image/webp", WAVE: "audio/wav", "AVI ": "video/x-msvideo" };

const brands: Record<string, string> = {
  avif: "image/avif",
  avis: "image/avif",
  heic: "image/heic",
  heix: "image/heic",
  heim: "image/heic",
  mif1: "image/heif",
  msf1: "image/heif",
  "qt  ": "video/quicktime",
  "M4A ": "audio/mp4",
  "M4V ": "video/mp4",
};

/** ISO base media: the major brand; where it is the general image brand, the compatible ones say which. */
function brandType(head: Uint8Array): string {
  const size = ((head[0] ?? 0) << 24) | ((head[1] ?? 0) << 16) | ((head[2] ?? 0) << 8) | (head[3] ?? 0);
  const major = latin1(head, 8, 12);
  if (major === "mif1" || major === "msf1")
    for (let at = 16; at + 4 <= Math.min(size, head.length); at += 4) {
      const type = brands[latin1(head, at, at + 4)];
      if (type && type !== "image/heif") return type;
    }
  return brands[major] ?? "video/mp4";
}

/** MPEG-1/2 layer III frame header: eleven sync bits, a layer, a bit rate and a sampling rate that exist. */
function isMpegFrame(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = head;
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x06) === 0x02 &&
    (second & 0x18) !== 0x08 &&
    third >> 4 !== 0x0f &&
    third >> 4 !== 0 &&
    (third & 0x0c) !== 0x0c
  );
}

function begins(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => head[at] === byte);
}

function latin1(head: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...head.subarray(from, Math.min(to, head.length)));
}
