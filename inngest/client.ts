import { Inngest as Client } from "inngest";
import type { Env } from "../lib/env.ts";
import { makeLateFetch, rememberLateFetch } from "./embedded/late-fetch.ts";

export type InngestOptions =
  | { engine: "embedded" }
  | { engine: "server"; baseUrl: string; eventKey: string; signingKey?: string; isDev?: boolean; fetch?: typeof fetch };

/** Quiet where all is well: our verbs write their own events. */
const logger = { debug() {}, info() {}, warn: console.warn, error: console.error };

export const appId = "c2-concierge";

/**
 * The client that the durable functions are made with. For `embedded` nothing it sends leaves the process: it waits
 * for `startEmbeddedEngine` to answer it. Its development mode only spares keys that nobody would check.
 */
export function makeInngest(options: InngestOptions) {
  // One step a checkpoint: a kill then repeats at most the step in flight.
  const checkpointing = { bufferedSteps: 1, maxRuntime: "5m" } as const;
  if (options.engine === "embedded") {
    const late = makeLateFetch();
    const client = new Client({ id: appId, isDev: true, fetch: late.fetch, logger, checkpointing });
    rememberLateFetch(client, late);
    return client;
  }
  const { baseUrl, eventKey, signingKey, isDev = false, fetch: given } = options;
  return new Client({ id: appId, baseUrl, eventKey, signingKey, isDev, fetch: given, logger, checkpointing });
}

/** Where the environment says that the Inngest server is, and by which keys the two know each other. */
export function serverOf(env: Extract<Env, { C2C_ENGINE: "server" }>) {
  const { INNGEST_BASE_URL: baseUrl, INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey } = env;
  return { baseUrl, eventKey, signingKey };
}

export type Inngest = ReturnType<typeof makeInngest>;
