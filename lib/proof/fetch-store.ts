import { asFault } from "../kernel/fault.ts";
import { isManifestStore } from "../media/is-manifest-store.ts";
import type { Ctx } from "../ports/ctx.ts";
import { type TriedPlace, uploadLimits } from "./schema.ts";

const timeoutMs = 10_000;

/**
 * Asks one address for a manifest store. What is no store is told, not thrown: an address that a file names may be old,
 * gone, or somebody's trap.
 */
export async function fetchStore(
  ctx: Ctx,
  url: string,
  signal: AbortSignal,
): Promise<{ kind: "store"; bytes: Uint8Array; url: string } | { kind: TriedPlace["result"]; detail: string }> {
  try {
    const headers = { accept: "application/c2pa, application/octet-stream;q=0.5" };
    const bytesMax = uploadLimits.manifestBytesMax;
    const answer = await ctx.ports.web.send({ url, headers, bytesMax, timeoutMs, signal });
    if (answer.status !== 200) return { kind: "nothing", detail: `The answer was ${answer.status}.` };
    if (answer.contentType === "application/c2pa" || isManifestStore(answer.bytes))
      return { kind: "store", bytes: answer.bytes, url: answer.url };
    return { kind: "nothing", detail: `What is there is no manifest store (${answer.contentType ?? "of no type"}).` };
  } catch (thrown) {
    const { code, message } = asFault(thrown);
    return { kind: code === "invalid" ? "refused" : "failed", detail: message };
  }
}
