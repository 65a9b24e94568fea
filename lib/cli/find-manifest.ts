import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { sha256Hex } from "../kernel/bytes.ts";
import { parentPolicies } from "../kernel/writing-modes.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import { stampRoomBytes } from "../media/stamp-header.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { intentOf } from "../run/intent-of.ts";
import { stampedKeyOf } from "../stamp-debt/stamped-store.ts";
import { type KnownFolder, knownManifest } from "./known-manifest.ts";

export interface ManifestSearch {
  /** Named by the user: then nothing else is looked at. */
  manifest?: string;
  manifestPrefix: string;
  /** Of the identities that may have signed: they are part of a manifest's name. */
  signerKeyIds: string[];
  folders: KnownFolder[];
}

/** Where a file's manifest is: `embedded`, the path of a store beside it or of one that a run wrote, or null. */
export async function findManifest(
  ctx: TenantCtx,
  path: string,
  search: ManifestSearch,
): Promise<{ sizeBytes: number; mime: string; manifest: "embedded" | (string & {}) | null }> {
  const { size: sizeBytes } = await stat(path);
  const nameMime = mimeByExtension(path);
  const inspection = await ctx.ports.media.inspect({ path, sizeBytes, nameMime, thumbnail: false });
  const mime = inspection.mime ?? nameMime;
  if (search.manifest !== undefined) return { sizeBytes, mime, manifest: search.manifest };
  if (inspection.manifest.kind === "found") return { sizeBytes, mime, manifest: "embedded" };
  const beside = await firstThere([`${path}.c2pa`, path.replace(/\.[^./]*$/, ".c2pa")]);
  if (beside !== null) return { sizeBytes, mime, manifest: beside };
  const known = await knownManifest(ctx, path, search.folders);
  const stored = known === null ? null : await firstThere([known]);
  return { sizeBytes, mime, manifest: stored ?? (await firstThere(await storedNames(path, mime, search))) };
}

/**
 * A run names a manifest store after what it says of the content, so that its name can be reckoned from the file alone: where
 * a workspace knows nothing of it, and as long as the plan stated nothing.
 */
async function storedNames(path: string, mime: string, search: ManifestSearch): Promise<string[]> {
  const contentSha256 = sha256Hex(await readFile(path));
  const names = search.signerKeyIds.flatMap((signerKeyId) =>
    parentPolicies.flatMap((preserveEmbed) =>
      [stampRoomBytes, 0].flatMap((room) => {
        const settings = { mode: "remote" as const, preserveEmbed };
        const facts = { contentSha256, mime, settings, signerKeyId, stampRoomBytes: room };
        const name = `${intentOf(facts).intentSha256}.c2pa`;
        // One whose stamp came later lies beside the one that owed it.
        return [stampedKeyOf(name), name];
      }),
    ),
  );
  return foldersAbove(path).flatMap((folder) => names.map((name) => join(folder, search.manifestPrefix, name)));
}

function foldersAbove(path: string): string[] {
  const folder = dirname(resolve(path));
  return folder === dirname(folder) ? [folder] : [folder, ...foldersAbove(folder)];
}

async function firstThere(paths: string[]): Promise<string | null> {
  for (const path of paths) if ((await stat(path).catch(() => null))?.isFile()) return path;
  return null;
}
