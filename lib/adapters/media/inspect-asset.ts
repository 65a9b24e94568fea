import { readFile } from "node:fs/promises";
import { checkStructure } from "../../media/check-structure.ts";
import { sniffBytes, sniffMime } from "../../media/sniff-mime.ts";
import { findXmpInstanceId } from "../../media/xmp-instance-id.ts";
import type { Inspection } from "../../ports/media.ts";
import type { ChildTask } from "./child-protocol.ts";
import { findManifest } from "./find-manifest.ts";
import { makeThumbnail } from "./make-thumbnail.ts";

/** Type, dimensions and structure from the bytes alone; only what passes that is given to a parser or a decoder. */
export async function inspectAsset(task: Extract<ChildTask, { kind: "inspect" }>): Promise<Inspection> {
  const bytes = await readFile(task.path);
  const sniffed = sniffMime(bytes.subarray(0, sniffBytes));
  // A DNG is a TIFF by its first bytes: only its name tells.
  const mime = sniffed === "image/tiff" && task.nameMime === "image/x-adobe-dng" ? task.nameMime : sniffed;
  const { structure, widthPx, heightPx } = checkStructure(bytes, mime);
  const broken = structure === "truncated" || structure === "undecodable";
  const found = mime === null || broken ? { kind: "none" as const } : await findManifest(task.path, bytes, mime);
  const undecodable = found === "undecodable";
  return {
    mime,
    widthPx,
    heightPx,
    structure: undecodable ? "undecodable" : structure,
    manifest: undecodable ? { kind: "none" } : found,
    thumbnail: task.thumbnail && !broken && !undecodable ? await makeThumbnail(bytes, mime, widthPx, heightPx) : null,
    xmpInstanceId: mime === null ? null : findXmpInstanceId(bytes),
  };
}
