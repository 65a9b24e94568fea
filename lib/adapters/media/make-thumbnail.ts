const edgePxMax = 160;
const pixelsMax = 100_000_000;
/** Formats that are read forwards: a decoder needs no more of them in memory than it makes of them. */
const decodable = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/tiff"]);

/**
 * A WebP of at most 160 px, upright. Null for what is no image, for what does not decode, and for dimensions above the cap, which is
 * applied to the header's figures before anything decodes and again by the decoder before it allocates.
 */
export async function makeThumbnail(
  path: string,
  mime: string,
  widthPx: number | null,
  heightPx: number | null,
): Promise<Uint8Array | null> {
  if (!decodable.has(mime)) return null;
  if (widthPx === null || heightPx === null || widthPx * heightPx > pixelsMax) return null;
  const { default: sharp } = await import("sharp");
  // One image at a time a process: the pool is what uses the cores. Nothing is kept: a path's next file is another.
  sharp.concurrency(1);
  sharp.cache(false);
  try {
    const webp = await sharp(path, { limitInputPixels: pixelsMax, failOn: "error" })
      .rotate()
      .resize({ width: edgePxMax, height: edgePxMax, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 70, effort: 2 })
      .toBuffer();
    return Uint8Array.from(webp);
  } catch {
    return null;
  }
}
