import { addressGroup } from "../kernel/address-group.ts";
import { Fault, type FaultDetails } from "../kernel/fault.ts";
import type { LimitBudget, LimitState } from "../ports/limits.ts";
import type { Wiring } from "../wire.ts";
import type { Arrival } from "./handler.ts";
import type { Caller } from "./open-caller-ctx.ts";

const minuteMs = 60_000;

/** All requests of one key, session or address together. */
const overall: LimitBudget = { name: "api-all", points: 1200, windowMs: minuteMs };
/** Requests of one address whose key or cookie opened nothing: guessing. */
const refused: LimitBudget = { name: "api-refused", points: 60, windowMs: minuteMs };
/** Writes by one caller at one address, where the table of routes says nothing else. */
export const writesPerMinute = 120;

/**
 * Counts the request against the caller's whole budget and the address's own, if it has one, and tells the tighter of
 * the two. Throws Fault `limit`, with these details, where one is spent.
 */
export async function spendRequest(arrival: Arrival, perMinute: number | null, details?: FaultDetails): Promise<void> {
  const { wiring, caller, request, template, tellLimit } = arrival;
  const { limits } = wiring.ports;
  const all = await limits.take(overall, caller.countedAs);
  const states = [all];
  if (perMinute !== null && all.allowed) {
    const own: LimitBudget = { name: `api ${request.method} ${template}`, points: perMinute, windowMs: minuteMs };
    states.push(await limits.take(own, caller.countedAs));
  }
  tellLimit(tightest(states));
  refuseSpent(states, details);
}

/** Fetches of what tenants opened to anybody: a page of many pictures is many of them, so they count apart. */
const delivered: LimitBudget = { name: "delivery", points: 6000, windowMs: minuteMs };

/** Counts a fetch by anybody against its address's budget. Throws Fault `limit` where that is spent. */
export async function spendDelivery({ wiring, caller, tellLimit }: Arrival): Promise<void> {
  const state = await wiring.ports.limits.take(delivered, addressGroup(caller.origin.address) ?? "unknown");
  tellLimit(state);
  refuseSpent([state]);
}

/** Counts a request whose credentials opened nothing. Throws Fault `limit` for an address that keeps trying. */
export async function spendRefusal(wiring: Wiring, caller: Caller): Promise<void> {
  refuseSpent([await wiring.ports.limits.take(refused, addressGroup(caller.origin.address) ?? "unknown")]);
}

/** The headers that tell a caller what is left (draft-ietf-httpapi-ratelimit-headers-03): counts, and seconds. */
export function limitHeaders(state: LimitState): [string, string][] {
  return [
    ["RateLimit-Limit", String(state.limit)],
    ["RateLimit-Remaining", String(state.remaining)],
    ["RateLimit-Reset", String(Math.ceil(state.resetMs / 1000))],
  ];
}

function refuseSpent(states: LimitState[], details?: FaultDetails): void {
  const spent = states.find((state) => !state.allowed);
  if (!spent) return;
  const seconds = Math.ceil(spent.resetMs / 1000);
  throw new Fault("limit", `Too many requests. Try again in ${seconds} s.`, { retryAfterMs: spent.resetMs, details });
}

function tightest(states: LimitState[]): LimitState {
  return states.reduce((a, b) => (b.remaining < a.remaining ? b : a));
}
