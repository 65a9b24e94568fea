import { Fault } from "../kernel/fault.ts";
import type { Ctx } from "../ports/ctx.ts";
import { getRun } from "../run/get.ts";
import type { Wiring } from "../wire.ts";
import { respondFault, toJson } from "./answer.ts";
import { callVerb } from "./any-verb.ts";
import { getWiring } from "./get-wiring.ts";
import { type Caller, callerOf, openCallerCtx } from "./open-caller-ctx.ts";
import { spendRequest } from "./request-budgets.ts";
import type { Handler } from "./route.ts";
import { eventStream } from "./stream.ts";

const everyMs = 2_000;
const gapMs = 250;

/**
 * GET …/runs/{runId}/events: the run as `run.get` tells of it, at each hint and every two seconds, as server-sent events
 * `progress`; then `end`. A refusal at the start is the usual envelope.
 */
export const runEvents: Handler = async (request, { params }) => {
  const wiring = getWiring();
  const caller = callerOf(wiring, request);
  try {
    await spendRequest(wiring, caller, { name: "run.events", perMinute: 120 }, () => {});
    const { runId } = await params;
    return await follow(wiring, caller, String(runId), request);
  } catch (thrown) {
    return respondFault(thrown, caller.requestId, new Date());
  }
};

async function follow(wiring: Wiring, caller: Caller, runId: string, request: Request): Promise<Response> {
  let ctx: Ctx = await openCallerCtx(wiring, getRun, caller);
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
