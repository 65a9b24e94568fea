/** By the extension in lower case. Types of RFC 6838's registry where there is one, else what the field writes. */
const types: Record<string, string> = {
  aac: "audio/aac",
  aif: "audio/aiff",
  aiff: "audio/aiff",
  apng: "image/apng",
  arw: "image/x-sony-arw",
  avi: "video/x-msvideo",
  avif: "image/avif",
  bmp: "image/bmp",
  c2pa: "application/c2pa",
  cr2: "image/x-canon-cr2",
  cr3: "image/x-canon-cr3",
  css: "text/css",
  csv: "text/csv",
  dng: "image/x-adobe-dng",
  eps: "application/postscript",
  flac: "audio/flac",
  gif: "image/gif",
  gz: "application/gzip",
  heic: "image/heic",
  heif: "image/heif",
  htm: "text/html",
  html: "text/html",
  ico: "image/vnd.microsoft.icon",
  jp2: "image/jp2",
  jpe: "image/jpeg",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript",
  json: "application/json",
  jxl: "image/jxl",
  m4a: "audio/mp4",
  m4v: "video/x-m4v",
  md: "text/markdown",
  mkv: "video/x-matroska",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  mpeg: "video/mpeg",
  mpg: "video/mpeg",
  nef: "image/x-nikon-nef",
  ogg: "audio/ogg",
  orf: "image/x-olympus-orf",
  pdf: "application/pdf",
  png: "image/png",
  psd: "image/vnd.adobe.photoshop",
  svg: "image/svg+xml",
  tif: "image/tiff",
  tiff: "image/tiff",
  txt: "text/plain",
  wav: "audio/wav",
  webm: "video/webm",
  webp: "image/webp",
  xml: "application/xml",
  zip: "application/zip",
};

/** What a name without an extension that says anything counts as. */
export const unknownMime = "application/octet-stream";

/** The media type that a key's extension stands for, in any case of letters; `application/octet-stream` where it says nothing. */
export function mimeByExtension(key: string): string {
  const dot = key.lastIndexOf(".");
  if (dot <= key.lastIndexOf("/")) return unknownMime;
  const extension = key.slice(dot + 1).toLowerCase();
  return Object.hasOwn(types, extension) ? (types[extension] as string) : unknownMime;
}
