import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { asFault, type FaultCode, type FaultDetails } from "../kernel/fault.ts";
import type { Verb } from "../kernel/verb.ts";
import type { Ctx, TenantCtx } from "../ports/ctx.ts";
import { type AnyVerb, callVerb, isGlobal } from "./any-verb.ts";
import { getWiring } from "./get-wiring.ts";
import { openSelfCtx, openUserCtx } from "./open-user-ctx.ts";
import { asking } from "./session.ts";

export type ActionResult<T> = { ok: true; value: T } | { ok: false; error: ActionError };
export interface ActionError {
  message: string;
  code: FaultCode;
  requestId: string;
  details?: FaultDetails;
}

/** `after` runs when the verb has succeeded and may set cookies or redirect. */
export interface ActionOptions<T> {
  after?: (value: T) => Promise<void> | void;
}

/**
 * A server action over a verb: `(input)` for verbs of scope `public` and `self`, `(slug, input)` for those within a
 * tenant. A Fault comes back as a value; nothing but Next's own redirects is thrown through. Next itself refuses calls
 * from other origins.
 */
export function action<I extends z.ZodType, O extends z.ZodType>(
  verb: Verb<I, O, Ctx>,
  options?: ActionOptions<z.output<O>>,
): (input: z.input<I>) => Promise<ActionResult<z.output<O>>>;
export function action<I extends z.ZodType, O extends z.ZodType>(
  verb: Verb<I, O, TenantCtx>,
  options?: ActionOptions<z.output<O>>,
): (slug: string, input: z.input<I>) => Promise<ActionResult<z.output<O>>>;
export function action(verb: AnyVerb, options: ActionOptions<never> = {}) {
  const global = isGlobal(verb);
  return async (...given: unknown[]): Promise<ActionResult<unknown>> => {
    let requestId = "";
    try {
      const who = await asking();
      requestId = who.requestId;
      const ctx = global ? await openSelfCtx(getWiring(), who) : await openUserCtx(getWiring(), String(given[0]), who);
      const value = await callVerb(verb, ctx, global ? given[0] : given[1]);
      await options.after?.(value as never);
      return { ok: true, value };
    } catch (thrown) {
      unstable_rethrow(thrown);
      const { message, code, details } = asFault(thrown);
      return { ok: false, error: { message, code, requestId, details } };
    }
  };
}
