import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "../../lib/kernel/fault.ts";
import { clearProfile } from "../../lib/stamper/clear.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import { getProfile } from "../../lib/stamper/get.ts";
import { listProfiles } from "../../lib/stamper/list.ts";
import { testProfile } from "../../lib/stamper/test.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { authorityOf } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";

describe.skipIf(!hasOpenssl)("time-stamp profiles (skipped without openssl)", () => {
  let db: TestDatabase;
  let wiring: Wiring;
  let tsa: Tsa;
  beforeAll(async () => {
    db = await testDatabase();
    wiring = testWiring(db);
    tsa = await startTsa();
  });
  afterAll(async () => {
    await wiring.close();
    await tsa.close();
    await db.close();
  });

  test("there are always three, and what was sealed of one is in no answer", async () => {
    const { owner } = await makeTenant(wiring);
    const none = await listProfiles(owner, {});
    expect(none.items.map(({ profile, settings }) => [profile, settings])).toEqual([
      ["std", null],
      ["low-latency", null],
      ["cheap", null],
    ]);
    const credentials = { kind: "basic" as const, user: "archive", password: "correct-horse" };
    const view = await configureProfile(owner, { ...authorityOf(tsa), profile: "std", credentials });
    expect(view.hasCredentials).toBe(true);
    const seen = JSON.stringify([view, await getProfile(owner, { profile: "std" }), await listProfiles(owner, {})]);
    expect(seen).not.toContain("correct-horse");
    expect(seen).not.toContain(Buffer.from("archive:correct-horse").toString("base64"));
  });

  test("a test asks for one real stamp, with the credentials, and shows what the token says", async () => {
    const { owner } = await makeTenant(wiring);
    const credentials = { kind: "bearer" as const, token: "t0ken" };
    await configureProfile(owner, { ...authorityOf(tsa), profile: "cheap", credentials });
    const stamp = await testProfile(owner, { profile: "cheap" });
    expect(stamp).toMatchObject({ policy: "1.2.3.4.1", accuracyMs: 1000, requests: 1 });
    expect(stamp.tsa).toContain("Test TSA");
    expect(tsa.seen.at(-1)?.headers.authorization).toBe("Bearer t0ken");
  });

  test("credentials are kept where they are not given, and never follow to another address", async () => {
    const { owner } = await makeTenant(wiring);
    const credentials = { kind: "bearer" as const, token: "t0ken" };
    const given = { ...authorityOf(tsa), profile: "std" as const };
    await configureProfile(owner, { ...given, credentials });
    expect(await configureProfile(owner, { ...given, timeoutMs: 900 })).toMatchObject({ hasCredentials: true });
    const moved = configureProfile(owner, { ...given, url: "http://127.0.0.1:9/elsewhere" });
    await expect(moved).rejects.toMatchObject({ code: "invalid" });
    const dropped = await configureProfile(owner, { ...given, credentials: { kind: "none" } });
    expect(dropped.hasCredentials).toBe(false);
  });

  test("a profile without an authority, or one that was forgotten, says where to name one", async () => {
    const { owner } = await makeTenant(wiring);
    const test = () => testProfile(owner, { profile: "std" }).catch((thrown: Fault) => thrown);
    expect(await test()).toMatchObject({ code: "precondition", details: { what: "not_configured" } });
    await configureProfile(owner, { ...authorityOf(tsa), profile: "std" });
    await clearProfile(owner, { profile: "std" });
    expect(await test()).toMatchObject({ code: "precondition" });
    await expect(clearProfile(owner, { profile: "std" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("anchors that are no certificates, private addresses and credentials over http are refused at the form", async () => {
    const { owner } = await makeTenant(wiring);
    const given = { ...authorityOf(tsa), profile: "std" as const };
    const fieldOf = async (call: Promise<unknown>) =>
      ((await call.catch((thrown) => thrown)) as Fault).details?.fields as { path: string }[];
    expect((await fieldOf(configureProfile(owner, { ...given, anchorsPem: "nonsense" })))[0]?.path).toBe("anchorsPem");
    const open = testWiring(db, { env: { C2C_ALLOW_PRIVATE_ENDPOINTS: "0" } });
    const stranger = (await makeTenant(open)).owner;
    expect((await fieldOf(configureProfile(stranger, { ...given, url: "https://10.1.2.3/" })))[0]?.path).toBe("url");
    const plain = { ...given, url: "http://timestamp.example.com/" };
    expect(await configureProfile(stranger, plain)).toMatchObject({ hasCredentials: false });
    const secretly = { ...plain, credentials: { kind: "bearer" as const, token: "t0ken" } };
    expect((await fieldOf(configureProfile(stranger, secretly)))[0]?.path).toBe("url");
    await open.close();
  });
});
