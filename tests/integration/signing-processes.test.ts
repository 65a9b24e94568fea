import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeMediaEngine } from "../../lib/adapters/media/media-engine.ts";
import { manifestDefinition, nameDefinition } from "../../lib/plan/manifest-definition.ts";
import type { SignOrder } from "../../lib/ports/media.ts";
import { makeStallingTiff } from "../support/make-tiff.ts";
import { engineOptions, makePicture, newSigner, openSigningBench } from "../support/signing.ts";

const here = fileURLToPath(new URL("..", import.meta.url));
const hijacked = join(here, "fixtures", "hijacked-child.mjs");
const onLinux = process.platform === "linux";
let folder: string;
let jpeg: string;
let stalling: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "c2c-processes-test-"));
  jpeg = join(folder, "a.jpg");
  await writeFile(jpeg, await makePicture("jpeg"));
  stalling = join(folder, "stalling.tiff");
  await writeFile(stalling, makeStallingTiff());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const definition = nameDefinition(manifestDefinition({ mime: "image/jpeg" }), "ab".repeat(32));
const inspect = (path: string) => ({ path, sizeBytes: 1, nameMime: null, thumbnail: false });

async function signHijacked(
  mime: string,
  outputPath: string,
  signer: Awaited<ReturnType<typeof newSigner>>,
  stamp?: NonNullable<SignOrder["stamp"]>,
) {
  const engine = makeMediaEngine({ ...engineOptions, childPath: () => hijacked, parallel: 1 });
  try {
    const order = { mime, mode: "embed" as const, definition, signer, ...(stamp ? { stamp } : {}) };
    return await engine.sign({ ...order, path: jpeg, sizeBytes: 1, outputPath });
  } finally {
    await engine.close();
  }
}

test("a media process that asks for a signature over other bytes gets none, and no time-stamp", async () => {
  const signer = await newSigner();
  const sign = vi.fn(signer.sign);
  const stamp = vi.fn(async () => null);
  const outputPath = join(folder, "other");
  await expect(signHijacked("test/other-bytes", outputPath, { ...signer, sign }, stamp)).rejects.toMatchObject({
    code: "internal",
    details: { what: "claim_refused" },
  });
  expect(sign).not.toHaveBeenCalled();
  expect(stamp).not.toHaveBeenCalled();
  expect(JSON.parse(await readFile(`${outputPath}.told`, "utf8")).answers).toEqual([{ c2c: "no-signature" }]);
});

test("a media process that tells what it saw twice, or of nothing, gets one order and no second say", async () => {
  const signer = await newSigner();
  const seen: unknown[] = [];
  const decide = vi.fn((inspection: unknown) => {
    seen.push(inspection);
    return { mime: "image/jpeg", mode: "embed" as const, definition, signer };
  });
  const engine = makeMediaEngine({ ...engineOptions, childPath: () => hijacked, parallel: 1 });
  const outputPath = join(folder, "seen-twice");
  const job = { path: jpeg, sizeBytes: 1, nameMime: "test/see-twice", outputPath, decide };
  await engine.inspectAndSign(job);
  await engine.close();
  expect(decide).toHaveBeenCalledTimes(1);
  const { answers } = JSON.parse(await readFile(`${outputPath}.told`, "utf8"));
  expect(answers).toHaveLength(1);
  expect(answers[0]).toMatchObject({ c2c: "order", order: { mime: "image/jpeg" } });
});

test("what a media process is told and born with holds no key and nothing of the parent's environment", async () => {
  const signer = await newSigner();
  vi.stubEnv("DATABASE_URL", "postgres://secret");
  vi.stubEnv("C2C_SECRET_KEY", "master");
  const outputPath = join(folder, "told");
  await signHijacked("image/jpeg", outputPath, signer).finally(() => vi.unstubAllEnvs());
  const { task, env } = JSON.parse(await readFile(`${outputPath}.told`, "utf8"));
  expect(Object.keys(task).sort()).toEqual(["kind", "nameMime", "order", "outputPath", "path"].sort());
  const ofSigner = ["algorithm", "chainPem", "stampRoomBytes", "stamped"];
  const ordered = [...ofSigner, "contentSha256", "definition", "mime", "mode", "update"].sort();
  expect(Object.keys(task.order).sort()).toEqual(ordered);
  expect(JSON.stringify(task)).not.toContain("PRIVATE KEY");
  expect(JSON.stringify(task)).not.toContain(signer.privateKeyPem.split("\n")[1]);
  const born = ["C2PA_LIBRARY_PATH", "TMPDIR"];
  expect(Object.keys(env).filter((name) => !born.includes(name))).toEqual([]);
});

test.runIf(onLinux)("the kernel, too, knows of no other variable in a media process", async () => {
  const engine = makeMediaEngine({ ...engineOptions, parallel: 1 });
  await engine.inspect(inspect(jpeg));
  const [pid] = engine.pids();
  const names = readFileSync(`/proc/${pid}/environ`, "latin1")
    .split("\0")
    .filter(Boolean)
    .map((pair) => pair.split("=")[0]);
  await engine.close();
  expect(names.filter((name) => !/^(C2PA_LIBRARY_PATH|TMPDIR)$/.test(name ?? ""))).toEqual([]);
  expect(existsSync(`/proc/${pid}`)).toBe(false);
});

test("an asset that never ends is stopped at its deadline; its neighbours are signed", async () => {
  const engine = makeMediaEngine({
    ...engineOptions,
    childPath: () => hijacked,
    deadlineMsBase: 2500,
    deadlineMsPerMb: 0,
  });
  const job = (mime: string) => ({ path: jpeg, sizeBytes: 1, mime, manifestPath: null, anchorsPem: "" });
  const [hung, ...neighbours] = await Promise.allSettled([
    engine.validate(job("test/spin")),
    ...Array.from({ length: 6 }, () => engine.validate(job("image/jpeg"))),
  ]);
  await engine.close();
  expect(hung).toMatchObject({ status: "rejected", reason: { code: "limit", details: { what: "deadline" } } });
  expect(neighbours.map(({ status }) => status)).toEqual(Array(6).fill("fulfilled"));
});

test("a media process that dies fails its own asset alone, and another takes its place", async () => {
  const engine = makeMediaEngine({ ...engineOptions, childPath: () => hijacked });
  const job = (mime: string) => ({ path: jpeg, sizeBytes: 1, mime, manifestPath: null, anchorsPem: "" });
  const [dead, ...neighbours] = await Promise.allSettled([
    engine.validate(job("test/die")),
    ...Array.from({ length: 6 }, () => engine.validate(job("image/jpeg"))),
  ]);
  await engine.close();
  expect(dead).toMatchObject({ status: "rejected", reason: { code: "limit", details: { what: "killed" } } });
  expect(neighbours.map(({ status }) => status)).toEqual(Array(6).fill("fulfilled"));
});

test.each([
  ["a message of gigabytes", "test/babble"],
  ["what is no message", "test/no-json"],
])("a media process that sends %s is killed, and another takes its place", async (_, mime) => {
  const engine = makeMediaEngine({ ...engineOptions, childPath: () => hijacked, parallel: 1 });
  const job = { path: jpeg, sizeBytes: 1, manifestPath: null, anchorsPem: "" };
  await expect(engine.validate({ ...job, mime })).rejects.toMatchObject({ code: "limit", details: { what: "killed" } });
  expect((await engine.validate({ ...job, mime: "image/jpeg" })).state).toBe("Valid");
  await engine.close();
});

test.runIf(onLinux)("a media process that does not end when it is dismissed is killed", async () => {
  const engine = makeMediaEngine({ ...engineOptions, childPath: () => hijacked, parallel: 1, tasksPerChild: 1 });
  const job = { path: jpeg, sizeBytes: 1, mime: "test/stay", manifestPath: null, anchorsPem: "" };
  await engine.validate(job);
  const [pid] = engine.pids();
  expect(isRunning(Number(pid))).toBe(true);
  await vi.waitFor(() => expect(isRunning(Number(pid))).toBe(false), { timeout: 5000, interval: 50 });
  await engine.close();
});

test("a media process over its memory ceiling is killed", async () => {
  const engine = makeMediaEngine({ ...engineOptions, childPath: () => hijacked, parallel: 1, memoryMbMax: 300 });
  const job = { path: jpeg, sizeBytes: 1, mime: "test/eat", manifestPath: null, anchorsPem: "" };
  await expect(engine.validate(job)).rejects.toMatchObject({ code: "limit", details: { what: "killed" } });
  await engine.close();
});

test.runIf(onLinux && existsSync("/usr/bin/prlimit"))(
  "a media process cannot have more data than its ceiling and some room",
  async () => {
    const engine = makeMediaEngine({ ...engineOptions, parallel: 1, memoryMbMax: 400 });
    await engine.inspect(inspect(jpeg));
    const [pid] = engine.pids();
    const stillBusy = engine.inspect(inspect(jpeg));
    await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/limits`, "utf8")).toMatch(/Max data size +912000000 /), {
      timeout: 5000,
      interval: 50,
    });
    await stillBusy;
    await engine.close();
  },
);

test("processes are replaced after their share of assets, and nothing is lost by it", async () => {
  const engine = makeMediaEngine({ ...engineOptions, parallel: 1, tasksPerChild: 3 });
  const seen = new Set<number>();
  for (let i = 0; i < 7; i++) {
    expect((await engine.inspect(inspect(jpeg))).mime).toBe("image/jpeg");
    for (const pid of engine.pids()) seen.add(pid);
  }
  await engine.close();
  expect(seen.size).toBeGreaterThan(1);
});

test("the signer's own refusal is what the caller hears", async () => {
  const bench = await openSigningBench({ parallel: 1 });
  const expired = { ...bench.signer, notAfter: new Date(0) };
  const { openPemSigner } = await import("../../lib/adapters/signer/pem-signer.ts");
  const signer = openPemSigner(expired, (await newSigner()).privateKeyPem);
  await expect(bench.sign(await makePicture("jpeg"), "image/jpeg", "remote", signer)).rejects.toMatchObject({
    code: "precondition",
    message: expect.stringContaining("past its date"),
  });
  await bench.close();
});

test("a file that hangs the native reader is known for what it is before, and given to it costs one deadline", async () => {
  const engine = makeMediaEngine({ ...engineOptions, parallel: 1, deadlineMsBase: 4000, deadlineMsPerMb: 0 });
  expect(await engine.inspect(inspect(stalling))).toMatchObject({ mime: "image/tiff", structure: "undecodable" });
  const job = { path: stalling, sizeBytes: 1, mime: "image/tiff", manifestPath: null, anchorsPem: "" };
  await expect(engine.validate(job)).rejects.toMatchObject({ code: "limit", details: { what: "deadline" } });
  expect((await engine.inspect(inspect(jpeg))).structure).toBe("whole");
  await engine.close();
});

test.runIf(onLinux)("media processes end with their parent, idle or in the middle of native work", async () => {
  for (const files of [[jpeg], [jpeg, stalling]]) {
    const parent = spawn(process.execPath, ["--import", "tsx", join(here, "fixtures/engine-parent.ts"), ...files], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = Number((await firstLine(parent)).trim().split(" ")[0]);
    expect(isRunning(pid)).toBe(true);
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 5000, interval: 50 });
  }
});

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (chunk) => resolve(String(chunk)));
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it said anything`)));
  });
}

/** A zombie has ended: nobody is left here to bury it. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
