import { listLinks } from "../delivery/list-links.ts";
import { csvRow } from "../kernel/csv.ts";
import type { Id } from "../kernel/ids.ts";
import { getProofStore } from "../proof/get-store.ts";
import { exportReceipts } from "../receipt/export.ts";
import { reportRun } from "../run/report.ts";
import { reportCsv } from "../run/report-csv.ts";
import { reportHtml } from "../run/report-html.ts";
import { getThumbnail } from "../sample/thumbnail.ts";
import type { Presented, PublicPresented } from "./route.ts";
import { pagesOf, textDownload } from "./text-download.ts";

/** The whole chain as JSON Lines, which `c2c receipts verify` checks offline. */
export function receiptsFile({ ctx }: Presented): Promise<Response> {
  async function* lines() {
    for await (const page of pagesOf((cursor) => exportReceipts(ctx, { cursor })))
      yield page.lines.map((line) => `${line}\n`).join("");
  }
  return textDownload({ name: `receipts-${ctx.tenantId}.jsonl`, type: "application/jsonl", chunks: lines() });
}

/** A line for every object that has a manifest: what a CDN's configuration is made from. */
export async function manifestLinksFile({ ctx, input }: Presented): Promise<Response> {
  const { bucketId } = input as { bucketId: Id<"bucket"> };
  async function* lines() {
    yield csvRow(["key", "etag", "mode", "stored_key", "manifest_url", "link_header"]);
    for await (const page of pagesOf((cursor) => listLinks(ctx, { bucketId, cursor, limit: 500 })))
      for (const { key, etag, mode, storedKey, url, linkHeader } of page.items)
        yield csvRow([key, etag, mode, storedKey, url, linkHeader]);
  }
  return textDownload({ name: `manifest-links-${bucketId}.csv`, type: "text/csv", chunks: lines() });
}

/** A line for every object of the run. */
export async function reportCsvFile({ ctx, input }: Presented): Promise<Response> {
  const { run } = await reportRun(ctx, input as Parameters<typeof reportRun>[1]);
  return textDownload({ name: `${run.id}.csv`, type: "text/csv", chunks: reportCsv(ctx, run.id) });
}

/** The summary as one HTML file that needs nothing else. */
export async function reportHtmlFile({ ctx, input }: Presented): Promise<Response> {
  const report = await reportRun(ctx, input as Parameters<typeof reportRun>[1]);
  async function* whole() {
    yield reportHtml(report);
  }
  return textDownload({ name: `${report.run.id}.html`, type: "text/html", chunks: whole() });
}

/** A drawn object's thumbnail as the image that it is. It never changes, and is for this visitor's eyes alone. */
export async function thumbnailFile({ ctx, input }: Presented): Promise<Response> {
  const { base64, contentType } = await getThumbnail(ctx, input as Parameters<typeof getThumbnail>[1]);
  return new Response(Buffer.from(base64, "base64"), {
    headers: {
      "Content-Type": contentType,
      "Cache-Control": "private, max-age=3600, immutable",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** A manifest store as C2PA's own media type. Its bytes never change: whoever fetched it may keep it. */
export async function proofStoreFile({ ctx, input }: PublicPresented): Promise<Response> {
  const { store, storeSha256 } = await getProofStore(ctx, input as Parameters<typeof getProofStore>[1]);
  return new Response(Uint8Array.from(store), {
    headers: {
      "Content-Type": "application/c2pa",
      "Cache-Control": "public, max-age=31536000, immutable",
      ETag: `"${storeSha256}"`,
      "X-Content-Type-Options": "nosniff",
      "Access-Control-Allow-Origin": "*",
    },
  });
}
