import type { z } from "zod";
import type { Scope } from "../kernel/verb.ts";
import type { Ctx } from "../ports/ctx.ts";

/** Any verb, where an edge handles all of them alike. */
export interface AnyVerb {
  (ctx: never, input: never): Promise<unknown>;
  readonly spec: { name: string; summary: string; scope: Scope; input: z.ZodType; output: z.ZodType };
}

/**
 * Calls a verb with an input that nobody has looked at yet. The cast is safe because a verb parses whatever it gets, and
 * refuses a context without a tenant unless its scope is `public` or `self`.
 */
export function callVerb(verb: AnyVerb, ctx: Ctx, input: unknown): Promise<unknown> {
  return (verb as unknown as (ctx: Ctx, input: unknown) => Promise<unknown>)(ctx, input);
}

/** Whether the verb acts outside any tenant. */
export function isGlobal(verb: AnyVerb): boolean {
  return verb.spec.scope === "public" || verb.spec.scope === "self";
}
