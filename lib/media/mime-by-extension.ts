import { formatOf, formats } from "./formats.ts";

/** What names stand for beside the formats that are signed. Types of RFC 6838's registry where there is one, else what the field writes. */
const others: Record<string, string> = {
  aac: "audio/aac",
  bmp: "image/bmp",
  c2pa: "application/c2pa",
  css: "text/css",
  csv: "text/csv",
  eps: "application/postscript",
  gz: "application/gzip",
  htm: "text/html",
  html: "text/html",
  ico: "image/vnd.microsoft.icon",
  jp2: "image/jp2",
  js: "text/javascript",
  json: "application/json",
  md: "text/markdown",
  mpeg: "video/mpeg",
  mpg: "video/mpeg",
  psd: "image/vnd.adobe.photoshop",
  txt: "text/plain",
  xml: "application/xml",
  zip: "application/zip",
};

const types = new Map([
  ...Object.entries(others),
  ...formats.flatMap(({ mime, extensions }) => extensions.map((extension) => [extension, mime] as const)),
]);

/** What a name without an extension that says anything counts as. */
export const unknownMime = "application/octet-stream";

/** Whether a name says that there is an asset in it: a format of the table, or another image, video or sound. No manifest store is one. */
export function isMediaName(key: string): boolean {
  const mime = mimeByExtension(key);
  return formatOf(mime) !== undefined || /^(image|video|audio)\//.test(mime);
}

/** The media type that a key's extension stands for, in any case of letters; `application/octet-stream` where it says nothing. */
export function mimeByExtension(key: string): string {
  const dot = key.lastIndexOf(".");
  if (dot <= key.lastIndexOf("/")) return unknownMime;
  return types.get(key.slice(dot + 1).toLowerCase()) ?? unknownMime;
}
