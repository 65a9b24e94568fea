/**
 * Why a format cannot be signed in a mode, or null where it can. Observed of the engine: embedding into a TIFF can lose data
 * while it reads Trusted, and a sidecar to an MP3 or FLAC is bound to a file with a tag that the asset has not.
 */
export function impossibleMode(mime: string, mode: "remote" | "embed"): string | null {
  if (mode === "embed" && (mime === "image/tiff" || mime === "image/x-adobe-dng"))
    return `${mime} is signed with a sidecar only: embedding could lose data.`;
  if (mode === "remote" && (mime === "audio/mpeg" || mime === "audio/flac"))
    return `${mime} is signed by embedding only: its sidecar would not match the file.`;
  return null;
}
