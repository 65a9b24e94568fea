import { afterAll, beforeAll, expect, test } from "vitest";

export interface EngineUnderTest {
  send(events: { id?: string; name: string; data: Record<string, unknown> }[]): Promise<unknown>;
  /** What was traced of a subject, in order. */
  traces(subject: string): Promise<string[]>;
  /** SIGKILL to every process that runs functions. */
  kill(): Promise<void>;
  /** Another such process. */
  revive(): Promise<void>;
  /** Makes schedules due, where the clock is the test's. */
  passMinute(): Promise<void>;
  close(): Promise<void>;
}

/** The promises of durable functions, whichever engine runs them. */
export function describeEngine(start: () => Promise<EngineUnderTest>): void {
  let engine: EngineUnderTest;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine?.close());

  const until = (subject: string, enough: (traces: string[]) => boolean) =>
    expect
      .poll(async () => enough(await engine.traces(subject)), { timeout: 30_000, interval: 25, message: subject })
      .toBe(true);
  const send = (name: string, subject: string, more: Record<string, unknown> = {}, id?: string) =>
    engine.send([{ id, name: `suite/${name}`, data: { subject, ...more } }]);
  let made = 0;
  const fresh = (name: string) => `${name}-${process.pid}-${Date.now()}-${made++}`;

  test("every step runs once, in order, and its result is remembered", async () => {
    const subject = fresh("steps");
    await send("steps", subject, { count: 6 });
    await until(subject, (traces) => traces.includes("sum 15"));
    expect(await engine.traces(subject)).toEqual(["s0", "s1", "s2", "s3", "s4", "s5", "sum 15"]);
  });

  test("parallel steps each run once, and the function goes on when the last is done", async () => {
    const subject = fresh("parallel");
    await send("parallel", subject);
    await until(subject, (traces) => traces.includes("sum 60"));
    expect((await engine.traces(subject)).sort()).toEqual(["p1", "p2", "p3", "sum 60"]);
  });

  test("sleeps end, waits take only the event they match, and a wait that times out gives null", async () => {
    const subject = fresh("waits");
    await send("waits", subject);
    await until(subject, (traces) => traces.includes("napped"));
    const nudge = async (traces: Promise<string[]>) => {
      await send("go", "somebody else", { what: "wrong" });
      await send("go", subject, { what: "right" });
      await send("size", subject, { size: 3 });
      await send("size", subject, { size: 9 });
      return (await traces).some((trace) => trace.startsWith("got"));
    };
    await expect.poll(() => nudge(engine.traces(subject)), { timeout: 30_000, interval: 300 }).toBe(true);
    expect(await engine.traces(subject)).toEqual(["napped", "got right 9 null"]);
  });

  test("an invoked function's result comes back", async () => {
    const subject = fresh("invokes");
    await send("invokes", subject);
    await until(subject, (traces) => traces.includes("result 16"));
  });

  test("the failure of an invoked function comes back as an error that can be caught", async () => {
    const subject = fresh("invokes-failing");
    await send("invokes-failing", subject);
    await until(subject, (traces) => traces.some((trace) => trace.startsWith("caught")));
    expect(await engine.traces(subject)).toEqual(["caught"]);
  });

  test("a step whose tries are used up can be caught, and the function goes on", async () => {
    const subject = fresh("catching");
    await send("catching", subject);
    await until(subject, (traces) => traces.includes("end"));
    expect(await engine.traces(subject)).toEqual(["try", "try", "caught: again", "end"]);
  });

  test("what a step sends starts another function once", async () => {
    const subject = fresh("sends");
    await send("sends", subject);
    await until(subject, (traces) => traces.includes("sum 1"));
    expect(await engine.traces(subject)).toEqual(["s0", "s1", "sum 1"]);
  });

  test("a failing step is tried again until it succeeds, and the steps before it are not", async () => {
    const subject = fresh("flaky");
    await send("flaky", subject);
    await until(subject, (traces) => traces.some((trace) => trace.startsWith("after")));
    expect(await engine.traces(subject)).toEqual(["first", "try", "try", "try", "after 2"]);
  });

  test("when the tries are used up onFailure is told", async () => {
    const subject = fresh("failing");
    await send("failing", subject);
    await until(subject, (traces) => traces.includes("failed: again"));
    expect(await engine.traces(subject)).toEqual(["try", "try", "failed: again"]);
  });

  test("an error that is not retriable is final at once", async () => {
    const subject = fresh("final");
    await send("failing", subject, { final: true });
    await until(subject, (traces) => traces.includes("failed: never"));
    expect(await engine.traces(subject)).toEqual(["try", "failed: never"]);
  });

  test("a cancelled run does not go on", async () => {
    const subject = fresh("cancelled");
    const control = fresh("cancelled-control");
    await send("cancelled", subject);
    await send("cancelled", control);
    await until(subject, (traces) => traces.includes("begun"));
    await send("cancel", subject);
    // The one that was not cancelled sleeps as long: when it is through, the other would be.
    await until(control, (traces) => traces.includes("never"));
    expect(await engine.traces(subject)).toEqual(["begun"]);
  });

  test("an event sent twice under one id, or with one idempotency value, runs once", async () => {
    const one = fresh("same-id");
    await send("steps", one, { count: 1 }, `event:${one}`);
    await send("steps", one, { count: 1 }, `event:${one}`);
    const two = fresh("same-value");
    await send("once", two);
    await send("once", two);
    await send("steps", `${two}-after`, { count: 1 });
    await until(`${two}-after`, (traces) => traces.includes("sum 0"));
    await until(one, (traces) => traces.includes("sum 0"));
    await until(two, (traces) => traces.includes("once"));
    expect(await engine.traces(one)).toEqual(["s0", "sum 0"]);
    expect(await engine.traces(two)).toEqual(["once"]);
  });

  test("a schedule starts its function", async () => {
    const before = (await engine.traces("minutely")).length;
    await engine.passMinute();
    await expect
      .poll(async () => (await engine.traces("minutely")).length, { timeout: 100_000, interval: 50 })
      .toBeGreaterThan(before);
  }, 120_000);

  test("after a kill -9 another process goes on, and at most the step in flight runs twice", async () => {
    const subject = fresh("slow");
    await send("slow", subject, { count: 12 });
    await until(subject, (traces) => traces.includes("s3"));
    await engine.kill();
    expect(await engine.traces(subject)).not.toContain("end");
    await engine.revive();
    await until(subject, (traces) => traces.includes("end"));
    const traces = await engine.traces(subject);
    expect([...new Set(traces)]).toEqual([...Array.from({ length: 12 }, (_, i) => `s${i}`), "end"]);
    expect(traces.length - new Set(traces).size).toBeLessThanOrEqual(1);
  }, 120_000);

  test("a concurrency key never has more than its limit at work", async () => {
    const subject = fresh("laned");
    await engine.send(Array.from({ length: 10 }, () => ({ name: "suite/laned", data: { subject } })));
    await until(subject, (traces) => traces.filter((trace) => trace === "out").length === 10);
    let busy = 0;
    let most = 0;
    for (const trace of await engine.traces(subject)) {
      busy += trace === "in" ? 1 : -1;
      most = Math.max(most, busy);
    }
    expect(most).toBe(2);
  });
}
