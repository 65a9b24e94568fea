import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeOpenStamper } from "../../lib/adapters/stamper/rfc3161-stamper.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { notingLimits } from "../support/limits.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";
import { testWiring } from "../support/wiring.ts";

describe.skipIf(!hasOpenssl)("the rate of an authority, over two processes' wirings (skipped without openssl)", () => {
  let db: TestDatabase;
  let wirings: Wiring[];
  let tsa: Tsa;
  beforeAll(async () => {
    db = await testDatabase();
    wirings = [testWiring(db), testWiring(db)];
    tsa = await startTsa();
  });
  afterAll(async () => {
    await Promise.all(wirings.map((wiring) => wiring.close()));
    await tsa.close();
    await db.close();
  });

  test("no window of the profile's length holds more requests than it allows, wherever the window begins", async () => {
    const rate = { points: 5, windowMs: 500 };
    const service = {
      url: tsa.url,
      authorization: null,
      anchorsPem: tsa.anchorPem,
      rate,
      rateKey: "shared",
      timeoutMs: 5_000,
      attempts: 1,
    };
    const turns: number[] = [];
    const stampers = wirings.map(({ ports }) =>
      makeOpenStamper({ guard: { allowPrivate: true }, limits: notingLimits(ports.limits, turns) })(service),
    );
    const imprint = new Uint8Array(createHash("sha256").update("x").digest());
    const stamps = await Promise.all(Array.from({ length: 16 }, (_, i) => stampers[i % 2]?.stamp(imprint)));
    await Promise.all(stampers.map((stamper) => stamper.close()));
    expect(stamps).toHaveLength(16);
    expect(tsa.seen).toHaveLength(16);
    expect(turns).toHaveLength(16);
    turns.sort((a, b) => a - b);
    for (const [at, first] of turns.entries()) {
      const within = turns.slice(at).filter((time) => time < first + rate.windowMs - 5);
      expect(within.length).toBeLessThanOrEqual(rate.points);
    }
  });
});
