import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkToken } from "../../lib/adapters/stamper/check-token.ts";
import { makeOpenStamper, type StamperOptions } from "../../lib/adapters/stamper/rfc3161-stamper.ts";
import { asFault, type Fault } from "../../lib/kernel/fault.ts";
import type { Stamper, StampService } from "../../lib/ports/stamper.ts";
import { memoryLimits, notingLimits } from "../support/limits.ts";
import { hasOpenssl, startTsa, type Tsa, type TsaFault } from "../support/tsa.ts";

const imprint = new Uint8Array(createHash("sha256").update("a signature").digest());

describe.skipIf(!hasOpenssl)("an authority's answers (skipped without openssl)", () => {
  let tsa: Tsa;
  let other: Tsa;
  const opened: Stamper[] = [];
  beforeAll(async () => {
    [tsa, other] = await Promise.all([startTsa(), startTsa()]);
  });
  beforeEach(() => tsa.always(null));
  afterAll(async () => {
    await Promise.all(opened.map((stamper) => stamper.close()));
    await Promise.all([tsa.close(), other.close()]);
  });

  const wire: boolean[] = [];
  function open(own: Partial<StampService> = {}, options: Partial<StamperOptions> = {}): Stamper {
    wire.length = 0;
    const openStamper = makeOpenStamper({
      guard: { allowPrivate: true },
      limits: memoryLimits(),
      random: () => 0,
      ...options,
    });
    const service: StampService = {
      url: tsa.url,
      authorization: null,
      anchorsPem: tsa.anchorPem,
      rate: { points: 1000, windowMs: 1000 },
      rateKey: "test",
      timeoutMs: 5_000,
      attempts: 3,
      ...own,
    };
    const stamper = openStamper(service, ({ granted }) => wire.push(granted));
    opened.push(stamper);
    return stamper;
  }
  async function problemOf(stamper: Stamper): Promise<[string, unknown]> {
    const fault = (await stamper.stamp(imprint).catch((thrown) => thrown)) as Fault;
    return [fault.code, fault.details?.what];
  }

  test("an authority that failed several times in a row is left alone for minutes by who would rather owe, and by nobody else", async () => {
    let now = Date.now();
    const stamper = open({ attempts: 1 }, { now: () => new Date(now) });
    const owing = () => stamper.stamp(imprint, { unlessDown: true }).then(() => "stamped", asFault);
    tsa.always({ kind: "status", status: 500 });
    for (let n = 0; n < 5; n++) expect(await owing()).toMatchObject({ details: { what: "unavailable" } });
    const asked = tsa.seen.length;
    expect(await owing()).toMatchObject({ details: { what: "unavailable" }, retryAfterMs: 180_000 });
    expect(tsa.seen.length).toBe(asked);
    // After the pause one asks, and while it is still down the rest go on owing.
    now += 180_001;
    await owing();
    await owing();
    expect(tsa.seen.length).toBe(asked + 1);
    tsa.always(null);
    expect((await stamper.stamp(imprint)).serial).toBeTruthy();
    expect(await owing()).toBe("stamped");
  });

  test("who is told to stop waits no longer, and the authority is not blamed for it", async () => {
    tsa.always({ kind: "slow", ms: 60_000 });
    const stamper = open({ timeoutMs: 30_000 });
    const startedMs = performance.now();
    for (let n = 0; n < 6; n++) {
      const stopped = stamper.stamp(imprint, { signal: AbortSignal.timeout(20), unlessDown: true });
      await expect(stopped).rejects.toMatchObject({ details: { what: "timed_out" } });
    }
    expect(performance.now() - startedMs).toBeLessThan(15_000);
    tsa.always(null);
    expect((await stamper.stamp(imprint, { unlessDown: true })).serial).toBeTruthy();
  });

  test("a token that holds says its time, authority, serial, policy and accuracy, and its bytes are kept", async () => {
    const before = Date.now();
    const stamp = await open().stamp(imprint);
    expect(stamp).toMatchObject({ policy: "1.2.3.4.1", accuracyMs: 1000, tokenSha256: sha256(stamp.token) });
    expect(stamp.tsa).toContain("CN=Test TSA");
    expect(stamp.serial).toMatch(/^[0-9a-f]+$/);
    expect(Math.abs(stamp.time.getTime() - before)).toBeLessThan(5_000);
    // The very bytes, and they hold when they are looked at again without the request.
    const again = await checkToken(stamp.token, { imprint, anchorsPem: tsa.anchorPem, now: new Date() });
    expect(again.tokenSha256).toBe(stamp.tokenSha256);
    expect(wire).toEqual([true]);
  });

  test.each<[TsaFault, string, string]>([
    [{ kind: "wrong-nonce" }, "corrupt", "wrong_nonce"],
    [{ kind: "wrong-imprint" }, "corrupt", "wrong_imprint"],
    [{ kind: "tampered" }, "corrupt", "bad_signature"],
    [{ kind: "garbage" }, "corrupt", "not_a_token"],
    [{ kind: "huge" }, "corrupt", "not_a_token"],
    [{ kind: "wrong-type" }, "corrupt", "not_a_token"],
    [{ kind: "expired" }, "precondition", "certificate_expired"],
    [{ kind: "wrong-purpose", how: "more-purposes" }, "precondition", "wrong_purpose"],
    [{ kind: "wrong-purpose", how: "not-critical" }, "precondition", "wrong_purpose"],
    [{ kind: "rejection" }, "precondition", "refused"],
    [{ kind: "status", status: 403 }, "precondition", "refused"],
    [{ kind: "status", status: 307, headers: { location: "http://127.0.0.1:1/" } }, "precondition", "refused"],
  ])("%j is final: %s, %s, and asked once", async (fault, code, what) => {
    tsa.always(fault);
    const seen = tsa.seen.length;
    expect(await problemOf(open())).toEqual([code, what]);
    expect(tsa.seen.length - seen).toBe(1);
    expect(wire).toEqual([false]);
  });

  test("a token of another authority than the profile names does not count", async () => {
    expect(await problemOf(open({ anchorsPem: other.anchorPem }))).toEqual(["precondition", "untrusted"]);
  });

  test("a token whose time is to come does not count", async () => {
    const anHourAgo = () => new Date(Date.now() - 3_600_000);
    expect(await problemOf(open({}, { now: anHourAgo }))).toEqual(["precondition", "wrong_clock"]);
  });

  test.each<[TsaFault]>([
    [{ kind: "status", status: 500 }],
    [{ kind: "status", status: 503, headers: { "retry-after": "0" } }],
    [{ kind: "status", status: 429, headers: { "retry-after": "0" } }],
  ])("%j once or twice is survived", async (fault) => {
    tsa.spoil(fault, fault);
    const stamp = await open().stamp(imprint);
    expect(stamp.time).toBeInstanceOf(Date);
    expect(wire).toEqual([false, false, true]);
  });

  test("an authority that stays broken is given up after as many requests as the profile says", async () => {
    tsa.always({ kind: "status", status: 500 });
    expect(await problemOf(open({ attempts: 2 }))).toEqual(["upstream", "unavailable"]);
    expect(wire).toEqual([false, false]);
  });

  test("an authority that wants a longer pause than the profile waits for is not asked again", async () => {
    tsa.always({ kind: "status", status: 429, headers: { "retry-after": "600" } });
    const fault = (await open()
      .stamp(imprint)
      .catch((thrown) => thrown)) as Fault;
    expect([fault.code, fault.details?.what, fault.retryAfterMs]).toEqual(["limit", "rate_limited", 600_000]);
    expect(wire).toEqual([false]);
  });

  test("a slow authority is timed out", async () => {
    tsa.always({ kind: "slow", ms: 3_000 });
    expect(await problemOf(open({ timeoutMs: 100, attempts: 1 }))).toEqual(["upstream", "timed_out"]);
  });

  test("nobody there is a Fault that a later try may mend", async () => {
    expect(await problemOf(open({ url: "http://127.0.0.1:9/", attempts: 1 }))).toEqual(["upstream", "unavailable"]);
  });

  test("a private address is refused where only public ones are allowed", () => {
    const openStamper = makeOpenStamper({ guard: { allowPrivate: false }, limits: memoryLimits() });
    const service = { url: "https://10.0.0.1/", authorization: null, anchorsPem: tsa.anchorPem } as StampService;
    expect(() => openStamper(service)).toThrow("not on the public internet");
  });

  test("what is no certificate is refused as an anchor", () => {
    expect(() => open({ anchorsPem: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" })).toThrow(
      "in PEM",
    );
  });

  test("who would wait longer than the profile's time-out is told so at once, and the others keep the pace", async () => {
    const turns: number[] = [];
    const limits = notingLimits(memoryLimits(), turns, () => performance.now());
    const stamper = open({ rate: { points: 2, windowMs: 1000 }, timeoutMs: 1_500 }, { limits });
    const ends = await Promise.allSettled(Array.from({ length: 8 }, () => stamper.stamp(imprint)));
    const granted = ends.filter(({ status }) => status === "fulfilled").length;
    expect(granted).toBeGreaterThanOrEqual(1);
    expect(granted).toBeLessThanOrEqual(4);
    for (let at = 1; at < turns.length; at++) expect((turns[at] ?? 0) - (turns[at - 1] ?? 0)).toBeGreaterThan(499);
    for (const end of ends) if (end.status === "rejected") expect(end.reason.details.what).toBe("out_of_turn");
  });

  test("the profile's credentials are sent, and to nobody before", async () => {
    await open({ authorization: "Basic abc" }).stamp(imprint);
    expect(tsa.seen.at(-1)?.headers.authorization).toBe("Basic abc");
    await open().stamp(imprint);
    expect(tsa.seen.at(-1)?.headers.authorization).toBeUndefined();
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
