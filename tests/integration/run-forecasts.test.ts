import { expect, test } from "vitest";
import { compareRunLedger } from "../../lib/run/compare-ledger.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { pump } from "../../lib/run/pump.ts";
import { startRun } from "../../lib/run/start.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { bentBucket, s3Location, s3Secret } from "../support/bent-bucket.ts";
import { manySeeds, picture, pumpToEnd, putBytes, putPictures } from "../support/launched-run.ts";

const here = bentBucket();

test("a run is forecast anew at each mark, and its lines stand beside what was counted when it is over", async () => {
  await putPictures(here, manySeeds(110));
  putBytes(here, "zz-cut.jpg", (await picture(7)).subarray(0, 900));
  const { owner, system } = here.tenant;
  const place = { location: s3Location, secret: s3Secret };
  const plan = await approvedPlan(here.tenant, place, { cpuUsdPerHour: "0" }, { wanted: 40, seed: "forecasts" });
  const { runId } = await startRun(owner, plan);
  await fillRun(system, { runId });
  expect((await compareRunLedger(owner, { runId })).forecasts).toEqual([]);

  // Two of 111 are 1 %, six are 5 %, and sixty are more than a fifth.
  for (const objectsMax of [2, 4, 54]) await pump(system, { runId, slice: 0, objectsMax, budgetMs: 20_000 });
  const half = await compareRunLedger(owner, { runId });
  expect(half).toMatchObject({ over: false, total: { verdict: null } });
  expect(half.forecasts.map(({ mark, objects }) => [mark, objects])).toEqual([
    [1, "2"],
    [5, "6"],
    [20, expect.any(String)],
  ]);

  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(await getRun(owner, { runId })).toMatchObject({ state: "finished", signed: "110", failed: "1" });
  const { over, lines, total, forecasts } = await compareRunLedger(owner, { runId });
  expect(over).toBe(true);
  expect(forecasts).toEqual(half.forecasts);
  const { wire } = await getRun(owner, { runId });
  const actual = Object.fromEntries(lines.map((line) => [line.id, line.actual]));
  expect(actual).toMatchObject({
    requests_get: String(wire.get),
    requests_put: String(wire.put),
    egress: String(wire.bytesIn),
    storage: String(wire.bytesStored),
    service_units: "110",
  });
  // Forty drawn objects and a trial foretell what 111 take. Only the machine's pace is not of the bucket: it is not charged here.
  for (const { id, verdict } of lines)
    if (id !== "cpu") expect(verdict, id).toMatchObject({ withinInterval: true, withinFive: true });
  expect(total.verdict).toMatchObject({ withinInterval: true, withinFive: true });
  // A forecast knows what the ledger did not: that so much is done. Its interval holds what came.
  for (const { mark, lines: foreseen } of forecasts)
    for (const { id, quantity } of foreseen) {
      if (id === "cpu") continue;
      expect(Number(quantity.low), `${id} at ${mark} %`).toBeLessThanOrEqual(Number(actual[id]));
      expect(Number(quantity.high), `${id} at ${mark} %`).toBeGreaterThanOrEqual(Number(actual[id]));
    }
});

test("a run that leaps over all marks at once is not forecast: there is nothing left to foresee", async () => {
  // Of one object, whose settling is the whole of the run: of three, some may settle before the others.
  await putPictures(here, manySeeds(1));
  const { owner, system } = here.tenant;
  const { runId } = await startRun(
    owner,
    await approvedPlan(here.tenant, { location: s3Location, secret: s3Secret }, {}),
  );
  await fillRun(system, { runId });
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(await compareRunLedger(owner, { runId })).toMatchObject({ over: true, forecasts: [] });
});
