import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { Reader } from "@contentauth/c2pa-node";
import type { ByteSource } from "../../media/byte-source.ts";
import { checkStructure } from "../../media/check-structure.ts";
import { countManifestStores } from "../../media/count-manifest-stores.ts";
import { sniffMime } from "../../media/sniff-mime.ts";
import { findXmpProvenance } from "../../media/xmp-provenance.ts";
import type { Examination, Validation } from "../../ports/media.ts";
import type { ChildTask } from "./child-protocol.ts";
import { openBytes } from "./open-bytes.ts";
import { readCredential } from "./read-credential.ts";
import { sdkSettings } from "./sdk-settings.ts";
import { type StoreJson, summarizeStore } from "./summarize-store.ts";
import { storeOf } from "./whole-store.ts";

type ExamineTask = Extract<ChildTask, { kind: "examine" }>;
type Found = Pick<Examination, "stores" | "validation" | "storeSha256"> & { undecodable?: true };

const unparsable = /could not be parsed|dropped without being settled|unable to (parse|read)/i;
const nothing = { validation: null, storeSha256: null };

/**
 * One file read once: what it is, then its manifest store, or the one given, validated in a single pass. Type,
 * dimensions and structure come from the bytes alone, and only what passes them is given to native code.
 */
export async function examineAsset(task: ExamineTask): Promise<Examination> {
  const source = openBytes(task.path);
  try {
    return await examine(task, source);
  } finally {
    source.close();
  }
}

async function examine(task: ExamineTask, source: ByteSource): Promise<Examination> {
  const mime = sniffMime(source);
  const { structure, widthPx, heightPx } = checkStructure(source, mime);
  const broken = structure === "truncated" || structure === "undecodable";
  const outside = mime === null || !mime.startsWith("image/") || Math.max(widthPx ?? 0, heightPx ?? 0) > task.sidePxMax;
  // A store that was given is meant, whatever state the file is in; its own is not looked for in a broken one.
  const found: Found =
    outside || (broken && task.manifestPath === null)
      ? { stores: "unread", ...nothing }
      : await findAndValidate(task, source, mime);
  return {
    mime,
    widthPx,
    heightPx,
    structure: found.undecodable ? "undecodable" : structure,
    stores: found.stores,
    validation: found.validation,
    storeSha256: found.storeSha256,
    provenance: findXmpProvenance(source),
  };
}

async function findAndValidate(task: ExamineTask, source: ByteSource, mime: string): Promise<Found> {
  const counted = countManifestStores(source, mime);
  const own = counted === null ? "uncounted" : counted > 1 ? "several" : counted === 1 ? "one" : "none";
  if (task.manifestPath === null && (own === "none" || own === "several")) return { stores: own, ...nothing };
  const asset = { path: task.path, mimeType: mime };
  const settings = sdkSettings(task.anchorsPem);
  const stores = own === "uncounted" ? "none" : own;
  try {
    const reader =
      task.manifestPath === null
        ? await Reader.fromAsset(asset, settings)
        : await Reader.fromManifestDataAndAsset(readFileSync(task.manifestPath), asset, settings);
    if (reader === null) return { stores, ...nothing };
    const store = await storeOf(reader);
    if (store && task.storeOutputPath !== null) writeFileSync(task.storeOutputPath, store, { flag: "wx" });
    const label = reader.activeLabel();
    const chain = store && label ? readCredential(store, label) : [];
    return {
      stores: task.manifestPath === null ? "one" : stores,
      validation: summarizeStore(reader.json() as StoreJson, chain),
      storeSha256: store && createHash("sha256").update(store).digest("hex"),
    };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (task.manifestPath === null && /more than one manifest store/i.test(message))
      return { stores: "several", ...nothing };
    if (task.manifestPath === null && unparsable.test(message)) return { stores, ...nothing, undecodable: true };
    return { stores: task.manifestPath === null ? "one" : stores, validation: unreadable(message), storeSha256: null };
  }
}

/** A store that is there and cannot be read: the SDK's own sentence is all that is known. */
function unreadable(message: string): Validation {
  const codes = [{ code: "general.error", kind: "failure" as const, url: null, explanation: message }];
  return { state: "Invalid", codes, activeManifest: null };
}
