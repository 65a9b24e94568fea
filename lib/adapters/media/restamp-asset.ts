import { constants } from "node:fs";
import { copyFile, open, rm } from "node:fs/promises";
import { Reader } from "@contentauth/c2pa-node";
import { withStamp } from "../../media/stamp-store.ts";
import { storePatches } from "../../media/store-patches.ts";
import type { ChildAnswer, ChildTask } from "./child-protocol.ts";
import { openBytes } from "./open-bytes.ts";
import { sdkSettings } from "./sdk-settings.ts";
import { storeOf } from "./whole-store.ts";

type RestampTask = Extract<ChildTask, { kind: "restamp" }>;

/**
 * A copy of a signed asset with a token in the room that its signing left, or with that room empty: as many bytes over as
 * many, for the SDK has no way to embed a manifest store that is made already. Nothing is answered for done before the SDK
 * has read exactly the meant store back out of the copy.
 */
export async function restampAsset({ path, mime, label, token, outputPath }: RestampTask): Promise<ChildAnswer> {
  try {
    const before = await readStore(path, mime);
    const after = before && withStamp(before, label, token === null ? null : Buffer.from(token, "base64"));
    if (!before || !after) return refused(before ? "There is no room for the token." : "There is no manifest store.");
    const patches = patchesOf(path, mime, before, after);
    if (!patches) return refused("The manifest store does not lie in the file as it was read from it.");
    await copyFile(path, outputPath, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const file = await open(outputPath, "r+");
    try {
      for (const { at, bytes } of patches) await file.write(bytes, 0, bytes.length, at);
    } finally {
      await file.close();
    }
    const found = await readStore(outputPath, mime);
    if (found && Buffer.compare(found, after) === 0) return { kind: "restamped" };
    throw new Error("Another manifest store was read back than was written.");
  } catch (thrown) {
    await rm(outputPath, { force: true });
    return refused(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

async function readStore(path: string, mimeType: string): Promise<Buffer | null> {
  const reader = await Reader.fromAsset({ path, mimeType }, sdkSettings());
  return reader && storeOf(reader);
}

function patchesOf(path: string, mime: string, before: Uint8Array, after: Uint8Array) {
  const source = openBytes(path);
  try {
    return storePatches(source, mime, before, after);
  } finally {
    source.close();
  }
}

function refused(message: string): ChildAnswer {
  return { kind: "refused", message };
}
