import { join } from "node:path";
import type { Ctx } from "../ports/ctx.ts";
import type { Examination } from "../ports/media.ts";
import { fetchStore } from "./fetch-store.ts";
import type { RemotePlace } from "./places-of.ts";
import type { TriedPlace } from "./schema.ts";

/** For all places of one file together. */
const altogetherMs = 20_000;

export interface RemoteFinding extends RemotePlace {
  examination: Examination;
}

/**
 * Asks the places one after another for a manifest store that can be read, and takes the first. Each is told in
 * `tried`, whatever came of it.
 */
export async function findRemote(
  ctx: Ctx,
  places: readonly RemotePlace[],
  folder: string,
  examine: (manifestPath: string) => Promise<Examination>,
): Promise<{ found: RemoteFinding | null; tried: TriedPlace[] }> {
  const tried: TriedPlace[] = [];
  const signal = AbortSignal.timeout(altogetherMs);
  for (const { place, url } of places) {
    const answer = await fetchStore(ctx, url, signal);
    if (answer.kind !== "store" || !("bytes" in answer)) {
      const { kind, detail } = answer as Exclude<typeof answer, { kind: "store"; bytes: Uint8Array }>;
      tried.push({ place, url, result: kind, detail });
      continue;
    }
    const path = join(folder, `remote-${tried.length}`);
    await ctx.ports.scratch.write(path, answer.bytes);
    const examination = await examine(path);
    if (examination.validation?.activeManifest) {
      tried.push({ place, url, result: "found", detail: "A manifest store was fetched and read." });
      return { found: { place, url: answer.url, examination }, tried };
    }
    tried.push({ place, url, result: "unreadable", detail: "A manifest store was fetched and cannot be read." });
  }
  return { found: null, tried };
}
