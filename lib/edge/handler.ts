import { asFault, Fault } from "../kernel/fault.ts";
import type { Ctx } from "../ports/ctx.ts";
import type { LimitState } from "../ports/limits.ts";
import type { Wiring } from "../wire.ts";
import { respondFault } from "./answer.ts";
import type { AnyVerb } from "./any-verb.ts";
import { getWiring } from "./get-wiring.ts";
import { type Caller, callerOf, openCallerCtx } from "./open-caller-ctx.ts";
import type { PathParams } from "./read-input.ts";
import { limitHeaders, spendRefusal } from "./request-budgets.ts";

/** What Next calls for one method of one address. */
export type Handler = (request: Request, at: { params: Promise<PathParams> }) => Promise<Response>;

/** One request of the API as it came in. */
export interface Arrival {
  wiring: Wiring;
  request: Request;
  params: PathParams;
  caller: Caller;
  template: string;
  /** Keeps what is left of the caller's budget for the answer's headers; the last word counts. */
  tellLimit(state: LimitState): void;
}

/**
 * What all addresses of the API have in common, whatever answers there: the request's id, the error envelope, the
 * headers about limits, and the metrics by the address's template.
 */
export function handler(template: string, serve: (arrival: Arrival) => Promise<Response>): Handler {
  return async (request, { params }) => {
    const startedMs = performance.now();
    const wiring = getWiring();
    const caller = callerOf(wiring, request);
    let limit: LimitState | undefined;
    const tellLimit = (state: LimitState) => {
      limit = state;
    };
    let response: Response;
    try {
      response = await serve({ wiring, request, params: await params, caller, template, tellLimit });
    } catch (thrown) {
      logStranger(wiring, template, caller, thrown);
      response = respondFault(thrown, caller.requestId, new Date());
    }
    for (const [name, value] of limit ? limitHeaders(limit) : []) response.headers.set(name, value);
    response.headers.set("X-Request-Id", caller.requestId);
    const seconds = (performance.now() - startedMs) / 1000;
    wiring.ports.metrics.requestAnswered({ method: request.method, route: template, status: response.status, seconds });
    return response;
  };
}

/**
 * The context for this caller and verb; credentials that open nothing are counted against their address. `within` a
 * workspace or not, where the verb leaves it open.
 */
export async function admit({ wiring, caller }: Arrival, verb: AnyVerb, within?: boolean): Promise<Ctx> {
  try {
    return await openCallerCtx(wiring, verb, caller, within);
  } catch (thrown) {
    if (asFault(thrown).code === "unauthenticated") await spendRefusal(wiring, caller);
    throw thrown;
  }
}

/** A verb logs its own failures; what fails before or after it is logged here. */
function logStranger(wiring: Wiring, template: string, caller: Caller, thrown: unknown): void {
  if (thrown instanceof Fault) return;
  const cause = thrown instanceof Error ? thrown.stack : String(thrown);
  wiring.log.event("error", "route", { route: template, requestId: caller.requestId, cause });
}
