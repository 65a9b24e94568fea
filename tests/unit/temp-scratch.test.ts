import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeScratch } from "../../lib/adapters/scratch/temp-scratch.ts";

const base = mkdtempSync(join(tmpdir(), "c2c-scratch-test-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const bytes = new Uint8Array([1, 2, 3]);

test("an asset's folder is nobody else's to read, and gone when the work ends, however it ends", async () => {
  const scratch = makeScratch(base);
  let seen = "";
  const result = await scratch.within(async (folder) => {
    seen = folder;
    await scratch.write(join(folder, "asset"), bytes);
    expect(statSync(join(folder, "..")).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "asset")).mode & 0o777).toBe(0o600);
    return scratch.read(join(folder, "asset"));
  });
  expect(result).toEqual(bytes);
  expect(existsSync(seen)).toBe(false);
  await expect(
    scratch.within(async (folder) => {
      seen = folder;
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(existsSync(seen)).toBe(false);
});

test("the next asset's download finds a file to write over, readable by nobody else, and no folder has two", async () => {
  const scratch = makeScratch(base);
  const use = (text: string) =>
    scratch.within(async (_, roomyPath) => {
      const before = existsSync(roomyPath) ? readFileSync(roomyPath, "utf8") : null;
      writeFileSync(roomyPath, text, { mode: 0o600 });
      return before;
    }, 10);
  expect(await use("first")).toBeNull();
  expect(await use("second")).toBe("first");
  const both = await Promise.all([use("third"), use("fourth")]);
  expect(both.sort()).toEqual(["second", null].sort());
  const large = await scratch.within(async (_, roomyPath) => existsSync(roomyPath), 100_000_000);
  expect(large).toBe(false);
});

test("nothing is written over", async () => {
  const scratch = makeScratch(base);
  await scratch.within(async (folder) => {
    await scratch.write(join(folder, "asset"), bytes);
    await expect(scratch.write(join(folder, "asset"), bytes)).rejects.toMatchObject({ code: "EEXIST" });
  });
});

test("what dead processes left is swept, what living ones use stays", async () => {
  const dead = join(base, "c2c-scratch-999999999");
  const living = join(base, `c2c-scratch-${process.ppid}`);
  for (const folder of [dead, living]) mkdirSync(folder);
  await makeScratch(base).within(async () => {});
  expect(readdirSync(base)).not.toContain("c2c-scratch-999999999");
  expect(readdirSync(base)).toContain(`c2c-scratch-${process.ppid}`);
});
