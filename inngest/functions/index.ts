import type { InngestFunction } from "inngest";
import type { Inngest } from "../client.ts";
import type { FunctionSurroundings } from "../function-maker.ts";
import { identityWatch } from "./identity-watch.ts";
import { inventoryRequested } from "./inventory-requested.ts";
import { payStamps } from "./pay-stamps.ts";
import { runSlice } from "./run-slice.ts";
import { runStarted } from "./run-started.ts";
import { sampleRequested } from "./sample-requested.ts";
import { stampsDue } from "./stamps-due.ts";
import { sweep } from "./sweep.ts";
import { trustListsDue } from "./trust-lists-due.ts";
import { trustRefresh } from "./trust-refresh.ts";

/** Every durable function there is, for either engine. */
export function makeFunctions(inngest: Inngest, surroundings: FunctionSurroundings): InngestFunction.Like[] {
  return [
    inventoryRequested,
    sampleRequested,
    runStarted,
    runSlice,
    stampsDue,
    payStamps,
    sweep,
    identityWatch,
    trustRefresh,
    trustListsDue,
  ].map((make) => make(inngest, surroundings));
}
