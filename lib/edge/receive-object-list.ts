import { importInventory } from "../inventory/import.ts";
import type { ImportFormat } from "../inventory/schema.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { respond, toJson } from "./answer.ts";
import { bodyText } from "./body-text.ts";
import { type Arrival, admit } from "./handler.ts";

/** Some thirty million objects. */
export const objectListBytesMax = 4_000_000_000;

export const objectListTypes = ["text/csv", "application/x-ndjson"] as const;
const formatOf: Record<(typeof objectListTypes)[number], ImportFormat> = {
  "text/csv": "csv",
  "application/x-ndjson": "jsonl",
};

/** An object list as the body itself, taken in while it arrives: however long it is, little of it is in memory at once. */
export async function receiveObjectList(arrival: Arrival): Promise<Response> {
  const { request, params } = arrival;
  const ctx = await admit(arrival, importInventory);
  const sent = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const type = objectListTypes.find((each) => each === sent);
  // Another page's form can send plain text without asking; it cannot send these.
  if (!type)
    throw new Fault(
      "invalid",
      `Send the list as the body, with the header Content-Type: ${objectListTypes.join(" or ")}.`,
    );
  const asked = new URL(request.url).searchParams;
  const prefixes = asked.getAll("prefixes");
  const inventoryId = asked.get("inventoryId") as Id<"inventory"> | null;
  // A verb within a workspace refuses a context without one, and its schema an id that is none.
  const made = await importInventory(ctx as TenantCtx, {
    bucketId: String(params.bucketId),
    format: formatOf[type],
    text: bodyText(request, objectListBytesMax),
    ...(prefixes.length > 0 ? { prefixes } : {}),
    ...(inventoryId === null ? {} : { inventoryId }),
  });
  return respond({ status: 201, body: toJson(made) });
}
