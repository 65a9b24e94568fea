import type { ByteSource } from "../../media/byte-source.ts";
import { checkStructure } from "../../media/check-structure.ts";
import { sniffMime } from "../../media/sniff-mime.ts";
import { findXmpInstanceId } from "../../media/xmp-instance-id.ts";
import type { Inspection } from "../../ports/media.ts";
import type { ChildTask } from "./child-protocol.ts";
import { findManifest } from "./find-manifest.ts";
import { makeThumbnail } from "./make-thumbnail.ts";
import { openBytes } from "./open-bytes.ts";

/**
 * Type, dimensions and structure by small reads, whatever the file's size; only what passes that is given to a parser or a
 * decoder, and by its path where it is large.
 */
export async function inspectAsset(task: Extract<ChildTask, { kind: "inspect" }>): Promise<Inspection> {
  const source = openBytes(task.path);
  try {
    return await inspect(task, source);
  } finally {
    source.close();
  }
}

async function inspect(
  { path, thumbnail }: Extract<ChildTask, { kind: "inspect" }>,
  source: ByteSource,
): Promise<Inspection> {
  const mime = sniffMime(source);
  const seen = { mime, ...checkStructure(source, mime) };
  const nothing = { manifest: { kind: "none" as const }, thumbnail: null, xmpInstanceId: null };
  if (mime === null || seen.structure === "truncated" || seen.structure === "undecodable")
    return { ...seen, ...nothing };
  const manifest = await findManifest(path, source, mime);
  if (manifest === "undecodable") return { ...seen, ...nothing, structure: "undecodable" };
  return {
    ...seen,
    manifest,
    thumbnail: thumbnail ? await makeThumbnail(path, mime, seen.widthPx, seen.heightPx) : null,
    xmpInstanceId: findXmpInstanceId(source, mime),
  };
}
