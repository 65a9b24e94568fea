import { join } from "node:path";
import { asFault, Fault } from "../kernel/fault.ts";
import type { FailReason } from "../kernel/outcome.ts";
import { isTooLong } from "../kernel/too-long.ts";
import { defaultLimits, judgeAsset } from "../media/judge-asset.ts";
import type { Inspection } from "../ports/media.ts";
import type { Ports } from "../ports/ports.ts";
import type { DownloadResult, Store } from "../ports/store.ts";
import type { Finding, UnreadObject } from "./object-rows.ts";

/** For one read of the store; a read is tried this often, because one lost answer should not mark an object. */
const timeoutMs = 30_000;
const triesMax = 3;

/**
 * Reads one drawn object and looks at it, within default limits. `meter` is told what the media process was kept for. Never
 * throws: what goes wrong is the object's problem.
 */
export async function readObject(
  { media, scratch }: Pick<Ports, "media" | "scratch">,
  store: Store,
  object: UnreadObject,
  meter: (ms: number) => void,
): Promise<Finding> {
  const { key, mime: listedMime } = object;
  const startedMs = performance.now();
  const readMs = () => Math.round(performance.now() - startedMs);
  const row = { key, sizeBytes: Number(object.sizeBytes), listedMime, inspection: null };
  const early = judgeAsset(row, defaultLimits);
  if (early.kind !== "proceed") return { ...nothing, key, problem: early.why, readMs: 0 };
  try {
    return await scratch.within(async (folder) => {
      const found = await downloadPatiently(store, object, folder);
      const fetchedMs = readMs();
      if (found.kind !== "found")
        return {
          ...nothing,
          key,
          problem: found.kind === "gone" ? "object_gone" : "object_changed",
          readMs: fetchedMs,
        };
      const { path, sha256: contentSha256 } = found;
      const { sizeBytes } = found.head;
      // The processor's own time: the run's price of it is estimated from this, and waiting costs nothing.
      let inspectMs = 0;
      const spent = (ms: number) => {
        inspectMs = Math.round(ms);
        meter(ms);
      };
      try {
        const inspection = await media.inspect({ path, sizeBytes, nameMime: listedMime, thumbnail: true, spent });
        const verdict = judgeAsset({ ...row, sizeBytes, inspection }, defaultLimits);
        const problem = verdict.kind === "proceed" ? null : verdict.why;
        return { key, contentSha256, ...seen(inspection), problem, readMs: fetchedMs, inspectMs };
      } catch (thrown) {
        return { ...nothing, key, contentSha256, problem: mediaProblem(thrown), readMs: fetchedMs, inspectMs };
      }
    }, row.sizeBytes);
  } catch (thrown) {
    return { ...nothing, key, problem: storeProblem(thrown), readMs: readMs() };
  }
}

async function downloadPatiently(
  store: Store,
  { key, etag, sizeBytes }: UnreadObject,
  folder: string,
): Promise<DownloadResult & { path: string }> {
  for (let left = triesMax - 1; ; left--) {
    const path = join(folder, `asset-${left}`);
    try {
      const signal = AbortSignal.timeout(timeoutMs + Number(sizeBytes / 1000n));
      return { ...(await store.download(key, path, { ifMatch: etag, bytesMax: Number(sizeBytes), signal })), path };
    } catch (thrown) {
      if (left === 0 || !(thrown instanceof Fault) || thrown.code !== "upstream") throw thrown;
    }
  }
}

function seen(inspection: Inspection): Omit<Finding, "key" | "contentSha256" | "problem" | "readMs" | "inspectMs"> {
  const { manifest, thumbnail } = inspection;
  return {
    foundMime: inspection.mime,
    widthPx: inspection.widthPx,
    heightPx: inspection.heightPx,
    structure: inspection.structure,
    manifest: manifest.kind,
    manifestState: manifest.kind === "found" ? manifest.state : null,
    manifestCodes: manifest.kind === "found" ? manifest.codes : [],
    thumbnail: thumbnail ? new Uint8Array(thumbnail) : null,
  };
}

const nothing = {
  contentSha256: null,
  foundMime: null,
  widthPx: null,
  heightPx: null,
  structure: null,
  manifest: null,
  manifestState: null,
  manifestCodes: [] as string[],
  inspectMs: null,
  thumbnail: null,
};

function storeProblem(thrown: unknown): FailReason {
  if (isTooLong(thrown)) return "object_changed";
  const { code } = asFault(thrown);
  if (code === "forbidden") return "read_denied";
  return code === "upstream" ? "store_unavailable" : "internal";
}

function mediaProblem(thrown: unknown): FailReason {
  const fault = asFault(thrown);
  if (fault.code !== "limit") return "internal";
  return fault.details?.what === "killed" ? "worker_killed" : "deadline";
}
