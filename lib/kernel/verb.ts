import { z } from "zod";
import { type Action, type Actor, actorText, mayAct } from "./actor.ts";
import { asFault, Fault } from "./fault.ts";
import type { Id } from "./ids.ts";

/** What every verb needs of its context; `lib/ports/ctx.ts` adds the database and the ports. */
export interface BaseCtx {
  readonly actor: Actor;
  /** The tenant this context was opened for; null only for verbs of scope `public` or `self`. */
  readonly tenantId: Id<"tenant"> | null;
  readonly requestId: string;
  readonly log: Log;
  now(): Date;
}

/** A structured log: one wide event per verb, with plain values only and never a secret. */
export interface Log {
  event(level: "debug" | "info" | "warn" | "error", name: string, fields: Record<string, unknown>): void;
}

/** `public`: anybody. `self`: anybody signed in, about themselves. Otherwise an action within the tenant. */
export type Scope = "public" | "self" | Action;

export interface VerbSpec<I extends z.ZodType, O extends z.ZodType, C extends BaseCtx> {
  /** `noun.verb`, as in the file `lib/noun/verb.ts`. */
  name: string;
  /** One sentence: what it does, for documents, `--help` and audit screens. */
  summary: string;
  scope: Scope;
  input: I;
  output: O;
  run(ctx: C, input: z.output<I>): Promise<z.output<O>>;
}

export interface Verb<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, C extends BaseCtx = BaseCtx> {
  (ctx: C, input: z.input<I>): Promise<z.output<O>>;
  readonly spec: VerbSpec<I, O, C>;
}

/**
 * Makes a verb: the only way that anything outside reaches a rule. It checks the scope, parses the input, runs,
 * and logs one event with name, actor, outcome and milliseconds. Throws Fault: `unauthenticated` or `forbidden`
 * before the input is looked at, `invalid` with one entry per rejected field, or what `run` throws.
 */
export function makeVerb<I extends z.ZodType, O extends z.ZodType, C extends BaseCtx>(
  spec: VerbSpec<I, O, C>,
): Verb<I, O, C> {
  const call = async (ctx: C, raw: z.input<I>): Promise<z.output<O>> => {
    const startedMs = performance.now();
    const wide = { verb: spec.name, actor: actorText(ctx.actor), tenantId: ctx.tenantId, requestId: ctx.requestId };
    const tookMs = () => Math.round((performance.now() - startedMs) * 10) / 10;
    try {
      checkScope(ctx, spec);
      const output = await spec.run(ctx, parseInput(spec, raw));
      ctx.log.event("info", "verb", { ...wide, ok: true, ms: tookMs() });
      return output;
    } catch (thrown) {
      const fault = asFault(thrown);
      const level = fault.code === "internal" ? "error" : "info";
      const cause =
        fault.code === "internal" ? String((fault.cause as Error | undefined)?.stack ?? fault.cause) : undefined;
      ctx.log.event(level, "verb", {
        ...wide,
        ok: false,
        fault: fault.code,
        message: fault.message,
        cause,
        ms: tookMs(),
      });
      throw fault;
    }
  };
  return Object.assign(call, { spec });
}

function checkScope(ctx: BaseCtx, spec: { name: string; scope: Scope }): void {
  if (spec.scope === "public") return;
  if (ctx.actor.kind === "anonymous") throw new Fault("unauthenticated", "Sign in, or send an API key, to do this.");
  if (spec.scope === "self") return;
  // A tenant that the actor has no part in looks exactly like one that does not exist.
  if (ctx.tenantId === null) throw new Fault("not_found", "There is no such workspace, or you are not a member of it.");
  if (!mayAct(ctx.actor, spec.scope))
    throw new Fault("forbidden", `This needs the permission ${spec.scope}, which you do not have here.`, {
      details: { needs: spec.scope },
    });
}

function parseInput<I extends z.ZodType>(spec: { name: string; input: I }, raw: unknown): z.output<I> {
  const parsed = spec.input.safeParse(raw);
  const unstorable = parsed.success ? unstorableText(parsed.data) : null;
  if (parsed.success && unstorable === null) return parsed.data;
  const fields =
    unstorable !== null
      ? [{ path: unstorable, message: "must be well-formed text without NUL" }]
      : (parsed.error?.issues ?? []).map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = fields[0];
  throw new Fault("invalid", first ? `${first.path || "input"}: ${first.message}` : "The input is not valid.", {
    details: { fields },
  });
}

/** The path of a text that the database could neither store nor be asked for; null where there is none. An input may be nested as deep as its body is long. */
function unstorableText(input: unknown): string | null {
  const open: { value: unknown; path: string }[] = [{ value: input, path: "" }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed())) return path;
    if (!isPlain(value)) continue;
    for (const [name, inner] of Object.entries(value))
      open.push({ value: inner, path: path ? `${path}.${name}` : name });
  }
  return null;
}

/** Whether it is what JSON can say, and not bytes, a stream or the like. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

const limitWords = "must be a whole number from 1 to 500";

/** The input of a keyset-paged list. `cursor` is opaque: pass back what the last page gave. */
export const pageInput = z.object({
  cursor: z.string().max(2000).optional().describe("Where to go on: the `nextCursor` of the page before"),
  limit: z.coerce
    .number(limitWords)
    .int(limitWords)
    .min(1, limitWords)
    .max(500, limitWords)
    .default(50)
    .describe("How many rows at most"),
});

/** The output of a keyset-paged list of `item`. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
