import { Inngest } from "inngest";
import { Fault } from "../../kernel/fault.ts";
import type { Jobs } from "../../ports/jobs.ts";

/** Sends to an Inngest server. Throws Fault `upstream` where it does not take the events. */
export function makeInngestJobs(server: { baseUrl: string; eventKey: string; isDev?: boolean }): Jobs {
  const client = new Inngest({ id: "c2-concierge", isDev: false, ...server });
  return {
    async send(events) {
      if (events.length === 0) return;
      try {
        await client.send(events);
      } catch (cause) {
        throw new Fault("upstream", "The Inngest server did not take the events.", { retryAfterMs: 5_000, cause });
      }
    },
  };
}
