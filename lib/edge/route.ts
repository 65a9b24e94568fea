import { actorText } from "../kernel/actor.ts";
import { sha256Hex } from "../kernel/bytes.ts";
import { asFault, Fault, isRetriable } from "../kernel/fault.ts";
import type { Ctx, TenantCtx } from "../ports/ctx.ts";
import { answerOnce } from "../tenant/answer/answer-once.ts";
import { type Answer, faultAnswer, respond, toJson } from "./answer.ts";
import { type AnyVerb, callVerb } from "./any-verb.ts";
import { type Arrival, admit, type Handler, handler } from "./handler.ts";
import { withoutSession } from "./open-caller-ctx.ts";
import { readInput } from "./read-input.ts";
import { spendRequest, writesPerMinute } from "./request-budgets.ts";

export interface RouteOptions {
  /** The address with its parameters' names in braces: metrics and documents know the route by it. */
  template: string;
  /** Of a success; 200 if not given. */
  status?: number;
  /** How often one caller may call this in a minute; if not given, 120 for writes, and only the whole budget for reads. */
  perMinute?: number;
  /** If not given, 1 MB. */
  bodyBytesMax?: number;
  /** Makes another answer than JSON, such as a file. Such an answer is not kept for an idempotency key. */
  present?: (presented: Presented) => Promise<Response>;
  /** The same for a verb outside any tenant. */
  presentPublic?: (presented: PublicPresented) => Promise<Response>;
  /** What `present` answers in, for the document. */
  mediaTypes?: readonly string[];
  /** Takes multipart/form-data in place of JSON, and makes the context, the input and the answer itself. */
  upload?: UploadRow;
  /** Takes a body of these types as it arrives, in place of JSON, and makes the context, the input and the answer itself. */
  stream?: StreamRow;
}

export interface StreamRow {
  receive: (arrival: Arrival) => Promise<Response>;
  mediaTypes: readonly string[];
  /** What of the verb's input the body and its type are, for the document. */
  inputs: readonly string[];
}

export interface UploadRow {
  receive: (arrival: Arrival) => Promise<Response>;
  /** Its fields, for the document: those that are files, and those that are text. */
  files: Readonly<Record<string, string>>;
  texts: Readonly<Record<string, string>>;
  /** Of the files, the one without which there is nothing to do. */
  required?: string;
  description: string;
  headers: Readonly<Record<string, string>>;
}

export interface Presented {
  /** The caller's context, in which the route's verb, and verbs beside it, may be called: for a file, once a page. */
  ctx: TenantCtx;
  input: Record<string, unknown>;
}

export type PublicPresented = Omit<Presented, "ctx"> & { ctx: Ctx };

/**
 * One verb as one method of one address of the API: finds out who calls, counts it, gathers the input, calls the verb and
 * answers in JSON. Every failure is the error envelope.
 */
export function route(verb: AnyVerb, options: RouteOptions): Handler {
  return handler(options.template, (arrival) => serve({ ...arrival, verb, options }));
}

interface Call extends Arrival {
  verb: AnyVerb;
  options: RouteOptions;
}

async function serve(call: Call): Promise<Response> {
  const { wiring, verb, options, request, params } = call;
  const writes = request.method !== "GET" && request.method !== "HEAD";
  const perMinute = options.perMinute ?? (writes ? writesPerMinute : null);
  const caller = verb.spec.scope === "public" ? withoutSession(call.caller) : call.caller;
  await spendRequest({ ...call, caller }, perMinute, options.upload ? { errorCode: "RATE_LIMIT_EXCEEDED" } : undefined);
  if (writes) refuseForeignPage(call);
  if (options.upload) return options.upload.receive(call);
  if (options.stream) return options.stream.receive(call);
  const ctx = await admit(call, verb);
  const input = await readInput(request, params, verb.spec.input, options.bodyBytesMax);
  if (options.present) return options.present({ ctx: withTenant(ctx), input });

  if (options.presentPublic) return options.presentPublic({ ctx, input });

  const key = writes ? idempotencyKey(request) : null;
  if (key === null || ctx.tenantId === null) return respond(await answer(call, ctx, input));
  const requestHash = sha256Hex(toJson([actorText(ctx.actor), request.method, new URL(request.url).pathname, input]));
  const machine = wiring.openCtx({ actor: { kind: "system", what: "idempotency" }, tenantId: ctx.tenantId });
  const { repeated, ...kept } = await answerOnce(machine, { key, requestHash }, () => finalAnswer(call, ctx, input));
  const response = respond(kept);
  if (repeated) response.headers.set("Idempotent-Replayed", "true");
  return response;
}

/** Files are of verbs within a tenant; an edge's mistake is told apart from a caller's. */
function withTenant(ctx: Ctx): TenantCtx {
  if (ctx.tenantId === null) throw new Fault("internal", "A file is made within a workspace.");
  return ctx as TenantCtx;
}

async function answer({ verb, options }: Call, ctx: Ctx, input: unknown): Promise<Answer> {
  return { status: options.status ?? 200, body: toJson(await callVerb(verb, ctx, input)) };
}

/** A refusal that would come again is an answer to keep; one that may pass is thrown, so that nothing is kept of it. */
async function finalAnswer(call: Call, ctx: Ctx, input: unknown): Promise<Answer> {
  try {
    return await answer(call, ctx, input);
  } catch (thrown) {
    const fault = asFault(thrown);
    if (isRetriable(fault.code)) throw thrown;
    return faultAnswer(fault, call.caller.requestId, ctx.now());
  }
}

/**
 * A browser sends the session cookie by itself, so a write with a cookie, or with no credential at all, must come from
 * a page of ours. A key is sent by nobody but its holder.
 */
function refuseForeignPage({ request, wiring, caller }: Call): void {
  if (caller.apiKey !== null) return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  if (origin === null && site === null && caller.token === null) return;
  const host = origin === null ? null : hostOf(origin);
  const ours = host !== null && [new URL(wiring.env.NEXTAUTH_URL).host, request.headers.get("host")].includes(host);
  if (ours || (origin === null && site === "same-origin")) return;
  throw new Fault("forbidden", "This request does not come from a page of this console.");
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function idempotencyKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Fault("invalid", "An Idempotency-Key has 1 to 200 visible ASCII characters.");
}
