import { type Inngest, InngestCommHandler, type InngestFunction } from "inngest";
import { program } from "./cel-match.ts";
import { parseCron } from "./cron-time.ts";

export interface Concurrency {
  limit: number;
  key?: string;
  scope?: "fn" | "env" | "account";
}

/** What the SDK says of a function when it is synced, as far as this engine goes by it. */
export interface FunctionConfig {
  id: string;
  triggers?: { event?: string; expression?: string; cron?: string; jitter?: string }[];
  steps: { step: { retries?: { attempts: number } } };
  concurrency?: number | Concurrency | Concurrency[];
  idempotency?: string;
  /** CEL: how many seconds a run is served ahead of the others, from -600 to 600. */
  priority?: { run?: string };
  cancel?: { event: string; if?: string; timeout?: string }[];
}

export interface SdkRequest {
  method: "PUT" | "POST";
  query: string;
  headers: Record<string, string>;
  body: unknown;
}
export interface SdkAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Registration {
  functions: Map<string, FunctionConfig>;
  call(request: SdkRequest): Promise<SdkAnswer>;
}

/**
 * Asks the SDK for every function's configuration by its in-band sync, and gives back the way to call them.
 * Throws, naming function and option, where one asks for what this engine does not do.
 */
export async function register(client: Inngest.Any, functions: readonly InngestFunction.Like[]): Promise<Registration> {
  const handler = new InngestCommHandler({
    frameworkName: "embedded",
    client,
    functions,
    skipSignatureValidation: true,
    handler: (request: SdkRequest) => ({
      body: () => request.body,
      headers: (name) => request.headers[name.toLowerCase()] ?? null,
      method: () => request.method,
      url: () => new URL(`http://embedded.invalid/api/inngest${request.query}`),
      transformResponse: ({ status, headers, body }): SdkAnswer => ({ status, headers: lowerCased(headers), body }),
    }),
  });
  const call = handler.createHandler() as (request: SdkRequest) => Promise<SdkAnswer>;
  const synced = await call({
    method: "PUT",
    query: "",
    headers: { "x-inngest-sync-kind": "in_band" },
    body: { url: "http://embedded.invalid/api/inngest" },
  });
  if (synced.status !== 200) throw new Error(`The SDK did not describe its functions: ${synced.status} ${synced.body}`);
  const configs = (JSON.parse(synced.body) as { functions: FunctionConfig[] }).functions;
  for (const config of configs) refuseUnsupported(config);
  return { functions: new Map(configs.map((config) => [config.id, config])), call };
}

const unsupported = ["throttle", "debounce", "batchEvents", "rateLimit", "singleton", "timeouts"];

/** Throws where a configuration names an option, a trigger or an expression that this engine would have to ignore. */
export function refuseUnsupported(config: FunctionConfig): void {
  const refuse = (what: string) => {
    throw new Error(`The function ${config.id} ${what}. Leave it out, or run an Inngest server (C2C_ENGINE=server).`);
  };
  const given: Record<string, unknown> = { ...config };
  for (const option of unsupported)
    if (given[option] !== undefined) refuse(`sets ${option}, which the embedded engine does not support`);
  for (const { cron, jitter, event } of config.triggers ?? []) {
    if (jitter) refuse("sets jitter on a cron trigger, which the embedded engine does not support");
    if (event?.startsWith("inngest/") && event !== "inngest/function.failed")
      refuse(`is triggered by ${event}, which the embedded engine does not send`);
    if (cron)
      checked(
        () => parseCron(cron),
        (why) => refuse(`has the cron schedule "${cron}": ${why}`),
      );
  }
  for (const { timeout } of config.cancel ?? [])
    if (timeout) refuse("sets a timeout on cancelOn, which the embedded engine does not support");
  const limits = concurrencyOf(config);
  if (limits.length > 2) refuse("has more than two concurrency limits");
  const expressions = [
    config.idempotency,
    config.priority?.run,
    ...limits.map(({ key }) => key),
    ...(config.triggers ?? []).map(({ expression }) => expression),
    ...(config.cancel ?? []).map((cancel) => cancel.if),
  ];
  for (const expression of expressions)
    if (expression)
      checked(
        () => program(expression),
        (why) => refuse(`has the expression ${expression}, which is no CEL (${why})`),
      );
}

/** The limits of a function as a list, whichever of the three ways they were given in. 0 means no limit. */
export function concurrencyOf({ concurrency }: FunctionConfig): Concurrency[] {
  if (concurrency === undefined || concurrency === null) return [];
  const list = typeof concurrency === "number" ? [{ limit: concurrency }] : [concurrency].flat();
  return list.filter(({ limit }) => limit > 0);
}

function checked(attempt: () => unknown, failed: (why: string) => void): void {
  try {
    attempt();
  } catch (thrown) {
    failed(String((thrown as Error).message).split("\n")[0] ?? "");
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
