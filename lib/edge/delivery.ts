import { type DeliveredAsset, deliverAsset } from "../delivery/deliver-asset.ts";
import { deliverManifest } from "../delivery/deliver-manifest.ts";
import { findDelivery } from "../delivery/find-delivery.ts";
import { intentOfPath, versionOf } from "../delivery/link-of.ts";
import { Fault } from "../kernel/fault.ts";
import { isId } from "../kernel/ids.ts";
import { byteRange } from "./byte-range.ts";
import { type Arrival, handler } from "./handler.ts";
import { withoutSession } from "./open-caller-ctx.ts";
import { openAnonymousCtx } from "./open-user-ctx.ts";
import { pieceStream } from "./piece-stream.ts";
import { makePlaces } from "./places.ts";
import { spendDelivery } from "./request-budgets.ts";

const template = "/delivery/{bucketId}/{key}";

/** Each holds a piece of its object in memory, as long as its reader takes; and no reader keeps its place for ever. */
const deliveries = makePlaces({ most: 128, each: 32 }, "deliveries");
const longestMs = 300_000;

/** What a tenant opened to anybody: objects with the header that leads to their manifest, and the manifests themselves. */
export const deliveryHandler = handler(template, deliver);

async function deliver(arrival: Arrival): Promise<Response> {
  const { wiring, request, caller } = arrival;
  await spendDelivery(arrival);
  const { bucketId, path } = addressOf(request);
  const delivery = isId("bucket", bucketId) ? await findDelivery(openAnonymousCtx(wiring, caller), bucketId) : null;
  if (!delivery || !isId("bucket", bucketId)) throw nothingHere();
  const ctx = wiring.openCtx({ actor: { kind: "system", what: "delivery" }, tenantId: delivery.tenantId });
  const intent = intentOfPath(path);
  if (intent === null && delivery.level !== "assets") throw nothingHere();
  const leave = deliveries.take(withoutSession(caller).countedAs);
  try {
    if (intent === null) {
      const asset = await deliverAsset(ctx, { bucketId, key: path });
      if (!asset) throw nothingHere();
      return await assetResponse(asset, request, leave);
    }
    const manifest = await deliverManifest(ctx, bucketId, intent);
    if (!manifest) throw nothingHere();
    leave();
    return manifestResponse(manifest, request);
  } catch (thrown) {
    leave();
    throw thrown;
  }
}

/** One sentence for what is unknown, removed, not opened or somebody else's. */
function nothingHere(): Fault {
  return new Fault("not_found", "There is nothing here.");
}

/** From the address as it was sent: Next's own parameters cannot tell a slash from an escaped one. */
function addressOf(request: Request): { bucketId: string; path: string } {
  const [, bucketId = "", path = ""] = /^\/delivery\/([^/]+)\/(.+)$/.exec(new URL(request.url).pathname) ?? [];
  try {
    return { bucketId, path: decodeURIComponent(path) };
  } catch {
    throw nothingHere();
  }
}

const open = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Link, ETag, Content-Length",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "X-Content-Type-Options": "nosniff",
};

/** Immutable under the address that names these very bytes; under any other they may be replaced, once, by stamped ones. */
function manifestResponse({ bytes, sha256 }: { bytes: Uint8Array; sha256: string }, request: Request): Response {
  const named = new URL(request.url).searchParams.get("v") === versionOf(sha256);
  const etag = `"${sha256}"`;
  const headers = {
    ...open,
    ETag: etag,
    "Cache-Control": named ? "public, max-age=31536000, immutable" : "public, max-age=300",
  };
  if (asks(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : Uint8Array.from(bytes), {
    headers: { ...headers, "Content-Type": "application/c2pa", "Content-Length": String(bytes.byteLength) },
  });
}

/** Types that a browser only ever shows or plays. The rest is a file to save; an SVG still shows as a picture of another page. */
const harmless = /^(image\/(?!svg)|video\/|audio\/)/;

/** `leave` is called when the last of it went, or at once where there is no body. */
async function assetResponse(
  { head, contentType, link, read, close }: DeliveredAsset,
  request: Request,
  leave: () => void,
): Promise<Response> {
  const end = () => {
    leave();
    void close();
  };
  const bodiless = (status: number, headers: Record<string, string>) => {
    end();
    return new Response(null, { status, headers });
  };
  const etag = `"${head.etag}"`;
  const shown = harmless.test(contentType);
  const headers: Record<string, string> = {
    ...open,
    ETag: etag,
    "Last-Modified": head.lastModified.toUTCString(),
    "Accept-Ranges": "bytes",
    // The manifest may change while the object does not, so that both are asked for anew.
    "Cache-Control": "public, no-cache",
    ...(link ? { Link: link } : {}),
  };
  if (asks(request.headers.get("if-none-match"), etag)) return bodiless(304, headers);
  Object.assign(headers, {
    "Content-Type": shown || contentType === "image/svg+xml" ? contentType : "application/octet-stream",
    ...(shown ? {} : { "Content-Disposition": "attachment" }),
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  });
  const { sizeBytes } = head;
  if (request.method === "HEAD" || sizeBytes === 0)
    return bodiless(200, { ...headers, "Content-Length": String(sizeBytes) });
  const range = byteRange(request.headers.get("range"), sizeBytes, request.headers.get("if-range"), etag);
  if (range === "unsatisfiable") return bodiless(416, { ...headers, "Content-Range": `bytes */${sizeBytes}` });
  const { first, last } = range ?? { first: 0, last: sizeBytes - 1 };
  const body = await pieceStream(read({ first, last }), end, longestMs);
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      "Content-Length": String(last - first + 1),
      ...(range ? { "Content-Range": `bytes ${first}-${last}/${sizeBytes}` } : {}),
    },
  });
}

function asks(ifNoneMatch: string | null, etag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((each) => [etag, `W/${etag}`, "*"].includes(each.trim()));
}
