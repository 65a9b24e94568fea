import { NonRetriableError, RetryAfterError } from "inngest";
import type { Inngest } from "../../inngest/client.ts";

/** Where the functions under test leave their traces: outside the process, so that a kill does not lose them. */
export type Trace = (subject: string, what: string) => Promise<void>;

/** The durable functions that the suite makes promises about. Every event carries `data.subject`, a test's own name. */
export function makeTracedFunctions(inngest: Inngest, trace: Trace) {
  const on = (name: string) => ({ event: `suite/${name}` });
  const square = inngest.createFunction({ id: "square", triggers: on("never") }, ({ event, step }) =>
    step.run("square", () => event.data.x ** 2),
  );
  const steps = inngest.createFunction({ id: "steps", triggers: on("steps"), retries: 2 }, async ({ event, step }) => {
    const { subject } = event.data;
    let sum = 0;
    for (let i = 0; i < event.data.count; i++)
      sum += await step.run(`s${i}`, async () => {
        await trace(subject, `s${i}`);
        return i;
      });
    await trace(subject, `sum ${sum}`);
  });
  const parallel = inngest.createFunction({ id: "parallel", triggers: on("parallel") }, async ({ event, step }) => {
    const { subject } = event.data;
    const branch = (i: number) =>
      step.run(`p${i}`, async () => {
        await trace(subject, `p${i}`);
        return i * 10;
      });
    const results = await Promise.all([branch(1), branch(2), branch(3)]);
    const after = await step.run("after", () => results.reduce((a, b) => a + b, 0));
    await step.run("end", () => trace(subject, `sum ${after}`));
  });
  const waits = inngest.createFunction({ id: "waits", triggers: on("waits") }, async ({ event, step }) => {
    const { subject } = event.data;
    await step.sleep("nap", 1000);
    await step.run("napped", () => trace(subject, "napped"));
    const got = await step.waitForEvent("go", { event: "suite/go", match: "data.subject", timeout: "30s" });
    const large = await step.waitForEvent("large", {
      event: "suite/size",
      if: "async.data.subject == event.data.subject && async.data.size > 5",
      timeout: "30s",
    });
    const none = await step.waitForEvent("none", { event: "suite/nothing", timeout: "1s" });
    await step.run("end", () => trace(subject, `got ${got?.data.what} ${large?.data.size} ${none}`));
  });
  const invokes = inngest.createFunction({ id: "invokes", triggers: on("invokes") }, async ({ event, step }) => {
    const result = await step.invoke("square", { function: square, data: { x: 4 } });
    await step.run("end", () => trace(event.data.subject, `result ${result}`));
  });
  const refuses = inngest.createFunction({ id: "refuses", triggers: on("never"), retries: 0 }, async () => {
    throw new NonRetriableError("no");
  });
  const invokesFailing = inngest.createFunction(
    { id: "invokes-failing", triggers: on("invokes-failing") },
    async ({ event, step }) => {
      const invoked = step.invoke("refuses", { function: refuses, data: {} });
      const result = await invoked.then(
        () => "came back",
        () => "caught",
      );
      await step.run("end", () => trace(event.data.subject, result));
    },
  );
  const catching = inngest.createFunction(
    { id: "catching", triggers: on("catching"), retries: 1 },
    async ({ event, step }) => {
      const { subject } = event.data;
      const failed = await step
        .run("always", async () => {
          await trace(subject, "try");
          throw new RetryAfterError("again", 1000);
        })
        .catch((error: Error) => `caught: ${error.message}`);
      await step.run("caught", () => trace(subject, String(failed)));
      await step.run("end", () => trace(subject, "end"));
    },
  );
  const sends = inngest.createFunction({ id: "sends", triggers: on("sends") }, ({ event, step }) =>
    step.sendEvent("more", { name: "suite/steps", data: { subject: event.data.subject, count: 2 } }),
  );
  const flaky = inngest.createFunction(
    { id: "flaky", triggers: on("flaky"), retries: 3 },
    async ({ event, step, attempt }) => {
      const { subject } = event.data;
      await step.run("first", () => trace(subject, "first"));
      const succeededAt = await step.run("flaky", async () => {
        await trace(subject, "try");
        if (attempt < 2) throw new RetryAfterError("not yet", 1000);
        return attempt;
      });
      await step.run("end", () => trace(subject, `after ${succeededAt}`));
    },
  );
  const failing = inngest.createFunction(
    {
      id: "failing",
      triggers: on("failing"),
      retries: 1,
      onFailure: async ({ event, error, step }) => {
        await step.run("told", () => trace(event.data.event.data.subject, `failed: ${error.message}`));
      },
    },
    async ({ event, step }) => {
      await step.run("always", async () => {
        await trace(event.data.subject, "try");
        throw event.data.final ? new NonRetriableError("never") : new RetryAfterError("again", 1000);
      });
    },
  );
  const cancelled = inngest.createFunction(
    { id: "cancelled", triggers: on("cancelled"), cancelOn: [{ event: "suite/cancel", match: "data.subject" }] },
    async ({ event, step }) => {
      await step.run("begun", () => trace(event.data.subject, "begun"));
      await step.sleep("nap", 3000);
      await step.run("never", () => trace(event.data.subject, "never"));
    },
  );
  const once = inngest.createFunction(
    { id: "once", triggers: on("once"), idempotency: "event.data.subject" },
    ({ event, step }) => step.run("once", () => trace(event.data.subject, "once")),
  );
  const laned = inngest.createFunction(
    { id: "laned", triggers: on("laned"), concurrency: [{ key: "event.data.subject", limit: 2 }] },
    ({ event, step }) =>
      step.run("work", async () => {
        await trace(event.data.subject, "in");
        await new Promise((resolve) => setTimeout(resolve, 40));
        await trace(event.data.subject, "out");
      }),
  );
  const slow = inngest.createFunction({ id: "slow", triggers: on("slow"), retries: 10 }, async ({ event, step }) => {
    for (let i = 0; i < event.data.count; i++)
      await step.run(`s${i}`, async () => {
        await trace(event.data.subject, `s${i}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      });
    await step.run("end", () => trace(event.data.subject, "end"));
  });
  const hourly = inngest.createFunction({ id: "hourly", triggers: { cron: "0 * * * *" } }, ({ step }) =>
    step.run("tick", () => trace("hourly", "tick")),
  );
  const minutely = inngest.createFunction({ id: "minutely", triggers: { cron: "* * * * *" } }, ({ step }) =>
    step.run("tick", () => trace("minutely", "tick")),
  );
  return [
    square,
    refuses,
    steps,
    parallel,
    waits,
    invokes,
    invokesFailing,
    catching,
    sends,
    flaky,
    failing,
    cancelled,
    once,
    laned,
    slow,
    hourly,
    minutely,
  ];
}
