const types: Record<string, string> = {
  avif: "image/avif",
  bmp: "image/bmp",
  c2pa: "application/c2pa",
  csv: "text/csv",
  dng: "image/x-adobe-dng",
  flac: "audio/flac",
  gif: "image/gif",
  heic: "image/heic",
  heif: "image/heif",
  jpe: "image/jpeg",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  jxl: "image/jxl",
  m4a: "audio/mp4",
  m4v: "video/x-m4v",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  tif: "image/tiff",
  tiff: "image/tiff",
  txt: "text/plain",
  wav: "audio/wav",
  webm: "video/webm",
  webp: "image/webp",
};

/** The media type that a key's extension stands for, or null: for stores that keep none themselves. */
export function contentTypeOf(key: string): string | null {
  const dot = key.lastIndexOf(".");
  if (dot <= key.lastIndexOf("/")) return null;
  return types[key.slice(dot + 1).toLowerCase()] ?? null;
}
