import { Fault } from "../../kernel/fault.ts";
import type { FailedAnswer } from "./s3-fault.ts";

/** AWS allows a quarter of an hour between a request's date and its own clock, other stores may allow less. */
const offMsMin = 5 * 60_000;

export interface StoreClock {
  /** What requests are to be dated by. */
  now(): Date;
  /** Whether a refusal may be for the request's date, going by the store's own: then the clock is set by that. */
  setBy(answer: Pick<FailedAnswer, "status" | "headers">, dated: Date): boolean;
}

/**
 * The time of one store: this machine's, until the store refuses a request and its clock is another. So a machine whose clock
 * was set wrong goes on, and no object of a run is given up for it. A refused HEAD has no body that tells the reason,
 * but its date does.
 */
export function makeStoreClock(now: () => Date): StoreClock {
  let offMs = 0;
  return {
    now: () => new Date(now().getTime() + offMs),
    setBy({ status, headers }, dated) {
      const told = typeof headers.date === "string" ? Date.parse(headers.date) : Number.NaN;
      // By the request's own date: others that were sent before the clock was set are refused after it.
      if (status !== 403 || Number.isNaN(told) || Math.abs(told - dated.getTime()) < offMsMin) return false;
      offMs = told - now().getTime();
      return true;
    },
  };
}

export function offClock(): Fault {
  return new Fault(
    "upstream",
    "The store's clock is not this machine's. From now on requests are dated by the store's.",
    {
      details: { what: "clock" },
    },
  );
}

export function isOffClock(thrown: unknown): boolean {
  return thrown instanceof Fault && thrown.details?.what === "clock";
}
