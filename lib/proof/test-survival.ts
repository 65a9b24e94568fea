import { join } from "node:path";
import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { asFault, Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { type ImageTransform, imageTransforms } from "../ports/media.ts";
import type { Store } from "../ports/store.ts";
import type { AssetBody } from "../receipt/schema.ts";
import { parseBody } from "../receipt/show-receipt.ts";
import { getRun } from "../run/get.ts";
import { inspectProof } from "./inspect.ts";
import type { ProofView } from "./schema.ts";
import { type Arrival, addressOf, arrivalOf, deliveredKey, lostArrival, type Route } from "./survival.ts";
import { drawSigned } from "./survival-rows.ts";

export interface SurvivalTest {
  runId: Id<"run">;
  count: number;
  seed: number;
  /** Those without a template are transformations that are done here. */
  routes: readonly Route[];
  signal: AbortSignal;
}

/**
 * Fetches a sample of what a run signed through each route, as anybody would, and looks what is left of each Content
 * Credential. Yields as objects arrive. Throws Fault `not_found` for a run that is not there, `precondition` where it
 * signed nothing.
 */
export async function* testSurvival(ctx: TenantCtx, test: SurvivalTest): AsyncGenerator<Arrival> {
  await getRun(ctx, { runId: test.runId });
  const drawn = await ctx.read((tx) => drawSigned(tx, ctx.tenantId, test.runId, test));
  if (drawn.length === 0) throw new Fault("precondition", "This run has signed nothing yet.");
  const stores = new Map<string, Store>();
  try {
    for (const row of drawn) {
      const body = parseBody(row);
      if (body.kind === "upload") continue;
      const open = async (bucketId: Id<"bucket">) => {
        const store = stores.get(bucketId) ?? (await openBucketStore(ctx, bucketId));
        stores.set(bucketId, store);
        return store;
      };
      const sent = test.routes.map((route) => sendOne(ctx, route, body, row.mime, open));
      for (const arrival of await Promise.all(sent)) yield arrival;
      if (test.signal.aborted) return;
    }
  } finally {
    for (const store of stores.values()) await store.close();
  }
}

type OpenStore = (bucketId: Id<"bucket">) => Promise<Store>;

async function sendOne(
  ctx: TenantCtx,
  route: Route,
  body: AssetBody,
  format: string,
  open: OpenStore,
): Promise<Arrival> {
  try {
    const proof =
      route.template === null
        ? await transformHere(ctx, route.name, body, open)
        : await inspectProof(ctx, { url: addressOf(route.template, deliveredKey(body)), fetch: true });
    return arrivalOf(route, body, format, proof);
  } catch (thrown) {
    const { code, message } = asFault(thrown);
    if (code === "internal") throw thrown;
    return lostArrival(route, body, format, message);
  }
}

/** A sidecar is given beside the transformed file, as a Link header would lead to it; nothing is fetched. */
async function transformHere(ctx: TenantCtx, name: string, body: AssetBody, open: OpenStore): Promise<ProofView> {
  const how = imageTransforms.find((each) => each === name);
  if (!how) throw new Fault("invalid", `There is no transformation ${name}.`);
  const storedIn = body.stored.bucket ?? body.object.bucket;
  const remote = body.mode === "remote";
  const asset = remote ? await read(open, body.object.bucket, body.object) : await read(open, storedIn, body.stored);
  const manifest = remote ? await read(open, storedIn, body.stored) : null;
  return ctx.ports.scratch.within(async (folder) => {
    const path = join(folder, "asset");
    const manifestPath = manifest && join(folder, "manifest");
    await ctx.ports.scratch.write(path, asset);
    if (manifest && manifestPath) await ctx.ports.scratch.write(manifestPath, manifest);
    const outputPath = join(folder, "transformed");
    await transform(ctx, how, path, asset.byteLength, outputPath);
    return inspectProof(ctx, { path: outputPath, name: body.object.key.slice(-255), manifestPath });
  });
}

async function transform(ctx: TenantCtx, how: ImageTransform, path: string, sizeBytes: number, outputPath: string) {
  const refused = await ctx.ports.media.transform({ path, sizeBytes, how, outputPath });
  if (refused !== null) throw new Fault("invalid", refused);
}

/** As it was signed: an object that is longer by now is another. */
async function read(
  open: OpenStore,
  bucketId: Id<"bucket">,
  { key, size_bytes }: { key: string; size_bytes: string },
): Promise<Uint8Array> {
  const found = await (await open(bucketId)).get(key, { bytesMax: Number(size_bytes) });
  if (found.kind !== "found") throw new Fault("not_found", `${key} is not in its bucket any more.`);
  return found.bytes;
}
