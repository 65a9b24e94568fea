import { expect, test } from "vitest";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { pump } from "../../lib/run/pump.ts";
import { startRun } from "../../lib/run/start.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { bucketOfPictures } from "../support/chaos/bucket-of-pictures.ts";
import { testDatabase } from "../support/database.ts";
import { startFaultProxy } from "../support/fault-proxy.ts";
import { books, pumpToEnd } from "../support/launched-run.ts";
import { findS3 } from "../support/s3.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";

const server = await findS3();
const slowDown = {
  kind: "answer",
  method: "GET",
  status: 503,
  code: "SlowDown",
  headers: { "retry-after": "1" },
} as const;

test.skipIf("missing" in server)(
  "a store that answers SlowDown over the wire is asked for less at once, which the run says, and every object is signed once",
  async () => {
    if ("missing" in server) throw new Error(server.missing);
    const objects = 60;
    const pictures = await bucketOfPictures(server, objects);
    const proxy = await startFaultProxy(server.endpoint);
    const db = await testDatabase();
    const wiring = testWiring(db);
    try {
      const tenant = await makeTenant(wiring);
      const { accessKeyId, secretAccessKey } = server;
      const place = { bucket: pictures.bucket, region: "us-east-1", endpoint: proxy.endpoint, pathStyle: true };
      const location = { kind: "s3", ...place } as const;
      const secret = { accessKeyId, secretAccessKey };
      // Without a single retry: who is told to slow down has not tried.
      const plan = await approvedPlan(tenant, { location, secret }, { retries: 0 });
      const { runId } = await startRun(tenant.owner, plan);
      await fillRun(tenant.system, { runId });
      proxy.seen.length = 0;
      const width = wiring.ports.media.parallel * 4;
      const refused = Math.ceil(width / 2);
      proxy.spoil(...Array.from({ length: refused }, () => slowDown));
      await pump(tenant.system, { runId, slice: 0, objectsMax: width, budgetMs: 20_000 });
      const slowed = await getRun(tenant.owner, { runId });
      // Half as many at first, and one more for each round that was served since.
      expect(slowed.slowed?.atOnce).toBeLessThan(width);
      expect(Number(slowed.slowDowns)).toBe(refused);

      await pumpToEnd(wiring, tenant, runId);
      const run = await getRun(tenant.owner, { runId });
      expect(run).toMatchObject({ state: "finished", signed: `${objects}`, failed: "0" });
      expect(await books(wiring, tenant, runId)).toMatchObject({ receipts: objects, usage: objects, head: objects });
      // What was refused was asked for all the same, and is counted, once.
      const asked = (method: string) => proxy.seen.filter((line) => line.startsWith(`${method} `)).length;
      expect(run.wire).toMatchObject({ get: asked("GET"), put: asked("PUT"), head: asked("HEAD") });
      expect(run.wire.get).toBe(2 * objects + refused);
    } finally {
      await wiring.close();
      await db.close();
      await proxy.close();
      await pictures.remove();
    }
  },
  240_000,
);
