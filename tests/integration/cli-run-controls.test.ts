import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { uploadIdentity } from "../../lib/signer-identity/upload.ts";
import { makeChain } from "../support/certificates.ts";
import { buildCommandLine, c2c } from "../support/command-line.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { picture } from "../support/launched-run.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let root: string;
beforeAll(async () => {
  await buildCommandLine();
  db = await testDatabase();
  root = await mkdtemp(join(tmpdir(), "c2c-controls-"));
  for (const n of [1, 2, 3]) await writeFile(join(root, `${n}.jpg`), await picture(n));
}, 120_000);
afterAll(async () => {
  await db?.close();
  if (root) await rm(root, { recursive: true, force: true });
});

async function json(args: string[], code: number) {
  const ended = await c2c([...args, "--json"], { DATABASE_URL: db.url });
  expect([ended.code, ended.stderr]).toEqual([code, ""]);
  return JSON.parse(ended.stdout);
}

test("a run is cloned, its failures are tried again, and its objects listed, each by one command", async () => {
  const run = await json(["run", "--prefix", root, "--yes", "--priority", "high"], 0);
  expect(run).toMatchObject({ state: "finished", signed: "3", priority: "high" });

  await rename(join(root, "2.jpg"), join(root, "..", "away.jpg"));
  const clone = await json(["clone", run.id, "--yes"], 10);
  expect(clone).toMatchObject({ state: "finished", signed: "2", failed: "1" });
  expect(clone.id).not.toBe(run.id);
  expect((await json(["items", clone.id, "--why", "object_gone"], 0)).items).toMatchObject([{ key: "2.jpg" }]);

  await rename(join(root, "..", "away.jpg"), join(root, "2.jpg"));
  expect(await json(["retry", clone.id, "--why", "object_gone"], 0)).toMatchObject({
    state: "finished",
    signed: "3",
    failed: "0",
    retried: { why: "object_gone", objects: "1" },
  });
  const { items } = await json(["items", clone.id, "--outcome", "signed", "--prefix", "2"], 0);
  expect(items).toMatchObject([{ key: "2.jpg", outcome: "signed" }]);
}, 180_000);

test("a plan signs with the identity that is named by its id or its name, else with the workspace's default", async () => {
  const wiring = testWiring(db);
  try {
    const { owner, slug } = await makeTenant(wiring);
    const chain = await makeChain("es256");
    const { chainPem, privateKeyPem } = chain;
    const { id } = await uploadIdentity(owner, {
      name: "Newsroom",
      chainPem,
      privateKeyPem,
      anchorPem: chain.root.pem,
    });
    const other = await ensureDevelopmentIdentity(owner, {});
    const plan = (...named: string[]) => json(["plan", "--prefix", root, "--tenant", slug, ...named], 0);
    expect((await plan()).settings.identityId).toBe(id);
    expect((await plan("--identity", other.id)).settings.identityId).toBe(other.id);
    expect((await plan("--identity", other.name)).settings.identityId).toBe(other.id);
    const unknown = await c2c(["plan", "--prefix", root, "--tenant", slug, "--identity", "Studio"], {
      DATABASE_URL: db.url,
    });
    expect([unknown.code, unknown.stdout]).toEqual([20, ""]);
    expect(unknown.stderr).toContain(`Newsroom (${id})`);
  } finally {
    await wiring.close();
  }
}, 180_000);

test("what cannot be done with a run that is over is said, and nothing is cancelled unasked", async () => {
  const { id } = await json(["run", "--prefix", root, "--yes"], 0);
  for (const [args, sentence] of [
    [["pause", id], /finished/],
    [["tune", id, "--priority", "low"], /over/],
    [["tune", id], /Say what to change/],
    [["retry", id, "--why", "internal"], /No object of this run failed with internal/],
    [["cancel", id], /Add --yes/],
    [["tune", id, "--concurrency", "none"], /whole number/],
    [["pause", "run_01m3v4k9ab2c3d4e5f6g7h"], /no such run .*name another with --tenant/],
  ] as const) {
    const ended = await c2c([...args], { DATABASE_URL: db.url });
    expect(ended.code, args.join(" ")).toBe(20);
    expect(ended.stderr).toMatch(sentence);
  }
}, 180_000);
