import { Fault } from "../kernel/fault.ts";
import { importFields } from "../metadata/import-fields.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { respond, toJson } from "./answer.ts";
import { bodyText } from "./body-text.ts";
import { type Arrival, admit } from "./handler.ts";

export const fieldSetBytesMax = 1_000_000_000;

/** A CSV as the body itself, taken in while it arrives: however long it is, little of it is in memory at once. */
export async function receiveFieldSet(arrival: Arrival): Promise<Response> {
  const { request } = arrival;
  const ctx = await admit(arrival, importFields);
  // Another page's form can send plain text without asking; it cannot send this.
  if (!/^text\/csv\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    throw new Fault("invalid", "Send the CSV as the body, with the header Content-Type: text/csv.");
  const name = new URL(request.url).searchParams.get("name") ?? "fields.csv";
  // A verb within a workspace refuses a context without one.
  const made = await importFields(ctx as TenantCtx, { name, text: bodyText(request, fieldSetBytesMax) });
  return respond({ status: 201, body: toJson(made) });
}
