import { Fault } from "../kernel/fault.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import { importFields } from "../metadata/import-fields.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { respond, toJson } from "./answer.ts";
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
  const made = await importFields(ctx as TenantCtx, { name, text: textOf(request) });
  return respond({ status: 201, body: toJson(made) });
}

async function* textOf(request: Request): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > fieldSetBytesMax)
        throw new Fault("invalid", `A field set's file may have ${formatBytes(fieldSetBytesMax)} at most.`);
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (thrown) {
    if (thrown instanceof TypeError) throw new Fault("invalid", "The file is not UTF-8 text. Save it as UTF-8.");
    throw thrown;
  }
}
