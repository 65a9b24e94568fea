import { Fault } from "../kernel/fault.ts";
import type { Ctx } from "../ports/ctx.ts";
import { getRun } from "../run/get.ts";
import { toJson } from "./answer.ts";
import { callVerb } from "./any-verb.ts";
import { type Arrival, admit, type Handler, handler } from "./handler.ts";
import { openCallerCtx } from "./open-caller-ctx.ts";
import { spendRequest } from "./request-budgets.ts";
import { eventStream } from "./stream.ts";

const everyMs = 2_000;
const gapMs = 250;
/** Of one caller: a browser comes back every two seconds while it cannot be served. */
const streamsPerMinute = 120;

/**
 * GET …/runs/{runId}/events: the run as `run.get` tells of it, at each hint and every two seconds, as server-sent events
 * `progress`; then `end`. A refusal at the start is the usual envelope.
 */
export const runEvents: Handler = handler("/api/v1/runs/{runId}/events", async (arrival) => {
  await spendRequest(arrival, streamsPerMinute);
  return follow(arrival, String(arrival.params.runId));
});

async function follow(arrival: Arrival, runId: string): Promise<Response> {
  const { wiring, request, caller } = arrival;
  let ctx: Ctx = await admit(arrival, getRun);
  const look = async () => {
    const run = (await callVerb(getRun, ctx, { runId })) as Awaited<ReturnType<typeof getRun>>;
    return { data: toJson(run), ended: run.state === "finished" || run.state === "cancelled" };
  };
  // Looked at once before the stream begins: what refuses this is told in full.
  await look();
  return eventStream({
    signal: request.signal,
    lastEventId: lastEventId(request),
    look,
    everyMs,
    gapMs,
    async authorize() {
      ctx = await openCallerCtx(wiring, getRun, caller);
    },
    watch: (hint) =>
      wiring.ports.signals.listen("c2c_run", (subject) => {
        if (subject === runId) hint();
      }),
  });
}

function lastEventId(request: Request): number {
  const given = request.headers.get("last-event-id") ?? "0";
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw new Fault("invalid", "Last-Event-ID is the number of an event of this stream.");
}
