import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SourceFlags } from "../../lib/cli/flags.ts";
import { sourceOf } from "../../lib/cli/source-of.ts";

let root: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "c2c-source-")));
  for (const folder of ["a/b", "ab"]) await mkdir(join(root, folder), { recursive: true });
  await symlink(join(root, "a"), join(root, "link"));
  await writeFile(join(root, "file"), "");
});

afterAll(() => rm(root, { recursive: true, force: true }));

const flags = (more: Partial<SourceFlags>): SourceFlags => ({ origin: "file", prefix: [], ...more });
const folders = (...names: string[]) => sourceOf(flags({ prefix: names.map((name) => join(root, name)) }), {});

test("one folder is the bucket; of several, the folder that holds them all", async () => {
  expect(await folders("a")).toMatchObject({
    access: { location: { root: join(root, "a") } },
    prefixes: [""],
    name: "a",
  });
  expect(await folders("a/b", "ab")).toMatchObject({ access: { location: { root } }, prefixes: ["a/b/", "ab/"] });
  expect(await folders("a", "a/b")).toMatchObject({
    access: { location: { root: join(root, "a") } },
    prefixes: ["", "b/"],
  });
});

test("a folder has one name, by whichever way it is reached", async () => {
  expect((await folders("link")).access).toEqual((await folders("a")).access);
});

test("a folder whose name would speak to the terminal is refused, and its name is shown harmless", async () => {
  await mkdir(join(root, "ev\u001bil"));
  await expect(folders("ev\u001bil")).rejects.toThrow("ev\\u{1b}il has control characters in its name");
});

const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" };

test("S3 takes region and endpoint from the flags, else from the environment; empty variables count as unset", async () => {
  const s3 = (more: Partial<SourceFlags>, environment: Record<string, string>) =>
    sourceOf(flags({ origin: "s3", bucket: "media", ...more }), { ...keys, ...environment });
  expect((await s3({}, { AWS_REGION: "", AWS_ENDPOINT_URL: "", AWS_SESSION_TOKEN: "" })).access).toEqual({
    location: { kind: "s3", bucket: "media", region: "us-east-1", endpoint: null, pathStyle: false },
    secret: { accessKeyId: "id", secretAccessKey: "secret", sessionToken: undefined },
  });
  const named = await s3({ region: "eu-1", endpoint: "http://[::1]:9000" }, { AWS_REGION: "us-2" });
  expect(named.access.location).toMatchObject({ region: "eu-1", endpoint: "http://[::1]:9000", pathStyle: true });
  expect(named.prefixes).toEqual([""]);
});

test("what is missing is asked for by its name", async () => {
  const told = (more: Partial<SourceFlags>, environment: Record<string, string> = {}) =>
    sourceOf(flags(more), environment).then(
      () => "nothing",
      (thrown: Error) => thrown.message,
    );
  expect(await told({})).toContain("--prefix");
  expect(await told({ prefix: [join(root, "file")] })).toContain("is a file");
  expect(await told({ origin: "s3" }, keys)).toContain("--bucket");
  expect(await told({ origin: "s3", bucket: "b" }, { AWS_ACCESS_KEY_ID: "id" })).toMatch(
    /^Set AWS_SECRET_ACCESS_KEY to/,
  );
  expect(await told({ origin: "r2", bucket: "b" }, keys)).toContain("R2_ACCOUNT_ID");
  expect(await told({ prefix: [root], inventoryCsv: join(root, "a") })).toContain("--inventory-csv");
});
