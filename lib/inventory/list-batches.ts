import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { Store } from "../ports/store.ts";
import { keyKind, skipOwn } from "./own-keys.ts";
import type { NewObject } from "./rows.ts";
import type { ListingCursor } from "./schema.ts";

export interface ListedBatch {
  objects: NewObject[];
  bytes: number;
  sidecars: number;
  /** Where the listing is after this batch. */
  cursor: ListingCursor;
}

/**
 * Lists a store from a cursor on, in batches of at least `batchObjects` objects but for the last. Asks `mayGoOn` before each page and ends
 * early where the answer is no. A Fault of the store comes out after the batch with what was listed before it, so that
 * nothing is listed twice.
 */
export async function* listBatches(
  store: Store,
  from: ListingCursor,
  { batchObjects, mayGoOn }: { batchObjects: number; mayGoOn: () => Promise<boolean> },
): AsyncGenerator<ListedBatch> {
  let batch = emptyBatch(from);
  for (const [index, { prefix, after, done }] of from.prefixes.entries()) {
    if (done) continue;
    let next = after;
    do {
      const page = (await mayGoOn()) ? await tryPage(store, prefix, next) : null;
      if (page === null || "thrown" in page) {
        if (batch.cursor !== from) yield batch;
        if (page) throw page.thrown;
        return;
      }
      next = page.next === null ? null : skipOwn(page.next);
      batch = extendBatch(batch, index, page.objects, next);
      if (batch.objects.length >= batchObjects) {
        yield batch;
        from = batch.cursor;
        batch = emptyBatch(from);
      }
    } while (next !== null);
  }
  if (batch.cursor !== from) yield batch;
}

type Page = Awaited<ReturnType<Store["list"]>>;

async function tryPage(store: Store, prefix: string, startAfter: string | null): Promise<Page | { thrown: unknown }> {
  try {
    return await store.list({
      prefix,
      ...(startAfter === null ? {} : { startAfter }),
      signal: AbortSignal.timeout(60_000),
    });
  } catch (thrown) {
    return { thrown };
  }
}

function emptyBatch(cursor: ListingCursor): ListedBatch {
  return { objects: [], bytes: 0, sidecars: 0, cursor };
}

/** Adds to the batch's own list: a copy for each page would cost the square of its length. */
function extendBatch(batch: ListedBatch, index: number, listed: Page["objects"], next: string | null): ListedBatch {
  let { bytes, sidecars } = batch;
  for (const object of listed) {
    const kind = keyKind(object.key);
    if (kind === "sidecar") sidecars++;
    if (kind !== "object") continue;
    bytes += object.sizeBytes;
    batch.objects.push({ ...object, mime: mimeByExtension(object.key) });
  }
  const prefixes = batch.cursor.prefixes.map((entry, at) =>
    at === index ? { ...entry, after: next, done: next === null } : entry,
  );
  return { objects: batch.objects, bytes, sidecars, cursor: { prefixes } };
}
