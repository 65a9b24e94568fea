import type pg from "pg";
import type { Env } from "../../env.ts";
import type { Jobs } from "../../ports/jobs.ts";
import { makeEmbeddedJobs } from "./embedded-jobs.ts";
import { makeInngestJobs } from "./inngest-jobs.ts";

/** The way to whichever engine the environment names. */
export function makeJobs(env: Env, pool: pg.Pool): Jobs {
  if (env.C2C_ENGINE === "embedded") return makeEmbeddedJobs(pool);
  return makeInngestJobs({ baseUrl: env.INNGEST_BASE_URL, eventKey: env.INNGEST_EVENT_KEY });
}
