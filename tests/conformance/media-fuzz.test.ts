import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failReasons, skipReasons } from "../../lib/kernel/outcome.ts";
import { fuzz } from "../support/fuzz.ts";
import { madeSeeds } from "../support/fuzz-seeds.ts";
import { makers } from "../support/make-media.ts";
import { mutantOf } from "../support/mutate.ts";
import { openSigningBench, type SigningBench } from "../support/signing.ts";

let bench: SigningBench;
let folder: string;
beforeAll(async () => {
  bench = await openSigningBench({ deadlineMsBase: 12_000, memoryMbMax: 700 });
  folder = await mkdtemp(join(tmpdir(), "c2c-fuzz-test-"));
});
afterAll(async () => {
  await bench?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The small sister of `npm run bench -- fuzz`, which takes twenty thousand. */
test("every mutant of every format has an outcome with a code, and none harms the engine", async () => {
  const seeds = await madeSeeds(bench);
  const { outcomes, uncoded } = await fuzz({
    engine: bench.engine,
    signer: bench.signer,
    folder,
    seeds,
    seed: 20_261_125,
    count: 400,
  });
  expect(uncoded).toEqual([]);
  const codes = [...new Set([...outcomes.values()].flatMap((row) => [...row.keys()]))];
  expect(codes.filter((code) => ![...skipReasons, ...failReasons, "signed"].some((known) => known === code))).toEqual(
    [],
  );
  expect(codes).toEqual(expect.arrayContaining(["signed", "truncated", "undecodable"]));
  const whole = seeds.find(({ name }) => name === "JPEG") ?? { name: "", bytes: Buffer.alloc(0) };
  expect((await bench.inspect(whole.bytes)).structure).toBe("whole");
});

test("a mutant can be made again from its numbers", async () => {
  const seeds = [{ name: "a", bytes: Buffer.from("one file of a few letters, moov and mdat") }];
  for (let number = 0; number < 50; number++) expect(mutantOf(seeds, 3, number)).toEqual(mutantOf(seeds, 3, number));
  expect(mutantOf(seeds, 3, 1)).not.toEqual(mutantOf(seeds, 3, 2));
});

/** In CBOR: lists, maps and texts of as many parts as nobody has; in JUMBF: boxes longer than any file. */
test.each([
  ["a list of four thousand million", "c2pa.opened", -1, "9b00000000ffffffff"],
  ["a map of as many", "claim_generator_info", -1, "bb00000000ffffffff"],
  ["half a terabyte of bytes", "c2pa.opened", -1, "5b0000007fffffffff"],
  ["half a terabyte of text", "claim_generator_info", -1, "7b0000007fffffffff"],
  ["lists in lists", "claim_generator_info", -1, "81".repeat(200)],
  ["a box of two gigabytes", "jumdc2cl", -12, "7fffffff"],
  ["a box without end", "jumdc2cl", -12, "00000000"],
] as const)("a manifest that asks for %s is an answer, at once and in little memory", async (_, near, offset, hex) => {
  const jpeg = (await bench.sign(await (makers["image/jpeg"] as () => Promise<Uint8Array>)(), "image/jpeg", "embed"))
    .output;
  const hostile = Buffer.from(jpeg);
  const at = hostile.indexOf(near);
  expect(at).toBeGreaterThan(0);
  hostile.set(Buffer.from(hex, "hex"), at + offset);
  const before = bench.engine.pids();
  const { manifest } = await bench.inspect(hostile);
  expect(manifest).toMatchObject({ kind: "found", state: "Invalid" });
  expect((await bench.validate(hostile, "image/jpeg", null)).state).toBe("Invalid");
  // Nobody had to be stopped for it.
  expect(bench.engine.pids()).toEqual(before);
});
