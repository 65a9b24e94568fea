import type { ChildAnswer, ChildTask } from "./child-protocol.ts";

const pixelsMax = 100_000_000;
const widthPxMax = 800;
const encodable = ["jpeg", "png", "webp", "avif", "gif", "tiff"] as const;
const lossy: ReadonlySet<string> = new Set(["jpeg", "webp", "avif", "tiff"]);

/**
 * What delivery networks do to an image on its way, done here: `resize` to at most 800 px wide, `re-encode` in its own
 * format at a lower quality, `strip` of all metadata at the best one. None of them keeps metadata, which is these
 * networks' own default.
 */
export async function transformImage(task: Extract<ChildTask, { kind: "transform" }>): Promise<ChildAnswer> {
  const { default: sharp } = await import("sharp");
  sharp.concurrency(1);
  sharp.cache(false);
  try {
    const image = sharp(task.path, { limitInputPixels: pixelsMax, failOn: "error" });
    const { format: read, compression } = await image.metadata();
    // An AVIF is a HEIF to the decoder, of another codec.
    const named = read === "heif" && compression === "av1" ? "avif" : read;
    const format = encodable.find((each) => each === named);
    if (!format) return { kind: "refused", message: `A ${named ?? "file"} is not transformed here.` };
    const sized = task.how === "resize" ? image.resize({ width: widthPxMax, withoutEnlargement: true }) : image;
    const quality = task.how === "strip" ? 100 : 75;
    await sized.toFormat(format, lossy.has(format) ? { quality } : {}).toFile(task.outputPath);
    return { kind: "transformed" };
  } catch (thrown) {
    return { kind: "refused", message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
