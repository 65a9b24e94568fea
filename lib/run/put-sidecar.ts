import { join } from "node:path";
import type { SidecarFact } from "../kernel/outcome.ts";
import { isTooLong } from "../kernel/too-long.ts";
import type { ClaimedItem } from "./item-rows.ts";
import { patience, type SigningKit } from "./signing-kit.ts";

/**
 * Puts a manifest store that was read back beside its object too, where readers look without any header. What lies there
 * and is not the same is somebody's: it is left alone, and the receipt says so. Null where the plan wants none.
 */
export async function putSidecar(
  kit: SigningKit,
  item: ClaimedItem,
  stored: { path: string; sha256: string; sizeBytes: number },
  folder: string,
): Promise<SidecarFact | null> {
  const key = kit.writing.sidecarKey(item.key);
  if (key === null) return null;
  if (!item.sidecar) return { key, state: "shared" };
  const put = await kit.target.upload(key, stored, {
    contentType: "application/c2pa",
    when: { kind: "if-absent" },
    signal: patience(kit),
  });
  if (put.kind === "written") {
    kit.wire.bytesStored += stored.sizeBytes;
    return { key, state: "written" };
  }
  try {
    const most = { bytesMax: stored.sizeBytes, signal: patience(kit) };
    const there = await kit.target.download(key, join(folder, "beside"), most);
    return { key, state: there.kind === "found" && there.sha256 === stored.sha256 ? "found" : "taken" };
  } catch (thrown) {
    if (!isTooLong(thrown)) throw thrown;
    return { key, state: "taken" };
  }
}
