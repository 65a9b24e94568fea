import { addressGroup } from "../kernel/address-group.ts";
import { sha256Hex } from "../kernel/bytes.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, newId } from "../kernel/ids.ts";
import type { Ctx, Origin } from "../ports/ctx.ts";
import { parseApiKey } from "../tenant/api-key-text.ts";
import { findApiKey, noteKeyUse } from "../tenant/find-api-key.ts";
import type { Wiring } from "../wire.ts";
import { type AnyVerb, isGlobal } from "./any-verb.ts";
import { openAnonymousCtx, openSelfCtx, openUserCtx } from "./open-user-ctx.ts";
import { originOf } from "./origin.ts";
import { cookieValue, sessionCookieOf } from "./session-cookie.ts";

/** Who calls the API, as the request says and before anything of it is believed. */
export interface Caller {
  apiKey: string | null;
  token: string | null;
  /** The workspace that a person means; a key has its own. */
  slug: string | null;
  origin: Origin;
  requestId: string;
  /** What the caller's requests are counted by. */
  countedAs: string;
}

export function callerOf(wiring: Wiring, request: Request): Caller {
  const { headers } = request;
  const origin = originOf(headers, wiring.env.C2C_TRUST_PROXY);
  const bearer = /^bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  const apiKey = headers.get("x-api-key") ?? bearer ?? null;
  const token =
    apiKey === null ? cookieValue(headers.get("cookie"), sessionCookieOf(wiring.env.NEXTAUTH_URL).name) : null;
  return {
    apiKey,
    token,
    slug: headers.get("x-tenant") ?? new URL(request.url).searchParams.get("tenant"),
    origin,
    requestId: requestIdOf(headers),
    countedAs: countedAs(apiKey, token, origin),
  };
}

/**
 * The same caller, counted by their address unless they hold a key: for verbs that need no credential, where a cookie
 * that opens nothing is never refused, and a new one a request would be a new budget a request.
 */
export function withoutSession(caller: Caller): Caller {
  return caller.apiKey === null ? { ...caller, countedAs: countedAs(null, null, caller.origin) } : caller;
}

/** The caller's own request id where it is a harmless one, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("x-request-id") ?? "";
  return /^[\w.:-]{8,100}$/.test(given) ? given : newId("request");
}

function countedAs(apiKey: string | null, token: string | null, origin: Origin): string {
  const lookup = apiKey === null ? undefined : parseApiKey(apiKey)?.lookup;
  if (lookup) return `key ${lookup}`;
  if (token) return `session ${sha256Hex(token)}`;
  return `address ${addressGroup(origin.address) ?? "unknown"}`;
}

/**
 * The context that this verb runs in for this caller. Throws Fault `unauthenticated` for a key or cookie that opens
 * nothing, `invalid` where a person does not say which workspace they mean, `not_found` for one that is not theirs.
 * `within` a workspace where the verb is one of a workspace, if not said otherwise.
 */
export async function openCallerCtx(
  wiring: Wiring,
  verb: AnyVerb,
  caller: Caller,
  within = !isGlobal(verb),
): Promise<Ctx> {
  const { origin, requestId, token, slug } = caller;
  if (caller.apiKey !== null) {
    const key = await findApiKey(openAnonymousCtx(wiring, caller), caller.apiKey);
    if (!key) throw new Fault("unauthenticated", "This API key is not valid, or not any more.");
    await noteUse(wiring, key);
    const tenantId = within ? key.tenantId : null;
    return wiring.openCtx({
      actor: { kind: "apiKey", keyId: key.keyId, scopes: key.scopes },
      tenantId,
      origin,
      requestId,
    });
  }
  if (!within) return openSelfCtx(wiring, { token, origin, requestId });
  if (token === null) throw new Fault("unauthenticated", "Send an API key in the header X-API-Key, or sign in.");
  if (slug === null)
    throw new Fault("invalid", "Name the workspace in the query parameter tenant or the header X-Tenant.");
  return openUserCtx(wiring, slug, { token, origin, requestId });
}

const notedAt = new Map<string, number>();
const noteEveryMs = 60_000;

/** "Last used" is to the minute: a write per request would cost more than it tells. */
async function noteUse(
  wiring: Wiring,
  { keyId, tenantId }: { keyId: Id<"apiKey">; tenantId: Id<"tenant"> },
): Promise<void> {
  const now = performance.now();
  if (now - (notedAt.get(keyId) ?? Number.NEGATIVE_INFINITY) < noteEveryMs) return;
  if (notedAt.size > 10_000) notedAt.clear();
  notedAt.set(keyId, now);
  await noteKeyUse(wiring.openCtx({ actor: { kind: "system", what: "api-key" }, tenantId }), keyId);
}
