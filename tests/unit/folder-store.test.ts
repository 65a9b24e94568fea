import {
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openFsStore } from "../../lib/adapters/store/fs.ts";
import { withLock } from "../../lib/adapters/store/fs-lock.ts";
import { FolderWalk } from "../../lib/adapters/store/walk-folder.ts";
import type { Store } from "../../lib/ports/store.ts";

const bytes = new TextEncoder().encode("media");
const always = { contentType: "image/jpeg", when: { kind: "always" } } as const;
const ifAbsent = { contentType: "image/jpeg", when: { kind: "if-absent" } } as const;
let base: string;
let root: string;
let store: Store;

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "c2c-folder-")));
  root = join(base, "bucket");
  await mkdir(root);
  await writeFile(join(base, "secret.txt"), "outside");
  store = openFsStore({ root, allowedRoots: [root] });
});
afterAll(() => rm(base, { recursive: true, force: true }));

const listed = async (prefix = "") => (await store.list({ prefix })).objects.map(({ key }) => key);

test.each([
  "../secret.txt",
  "a/../../secret.txt",
  "/etc/passwd",
  "a//b",
  "./a",
  "a/.",
  "nul\0byte",
  "a/",
  ".c2c-tmp/x",
])("the key %j is refused by every call", async (key) => {
  await expect(store.get(key)).rejects.toMatchObject({ code: "invalid" });
  await expect(store.head(key)).rejects.toMatchObject({ code: "invalid" });
  await expect(store.put(key, bytes, always)).rejects.toMatchObject({ code: "invalid" });
  await expect(store.delete(key)).rejects.toMatchObject({ code: "invalid" });
});

test("symbolic links are no objects: neither listed, nor read, nor written through", async () => {
  await mkdir(join(root, "links"));
  await symlink(join(base, "secret.txt"), join(root, "links", "file.txt"));
  await symlink(base, join(root, "links", "folder"));
  expect(await listed("links/")).toEqual([]);
  expect(await store.get("links/file.txt")).toEqual({ kind: "gone" });
  expect(await store.head("links/folder/secret.txt")).toBeNull();
  expect(await store.get("links/folder/secret.txt")).toEqual({ kind: "gone" });
  await store.delete("links/folder/secret.txt");
  await expect(store.put("links/folder/new/x.jpg", bytes, always)).rejects.toMatchObject({ code: "invalid" });
  await expect(store.put("links/file.txt", bytes, ifAbsent)).rejects.toMatchObject({ code: "invalid" });
  expect(await readFile(join(base, "secret.txt"), "utf8")).toBe("outside");
  expect((await readdir(base)).sort()).toEqual(["bucket", "secret.txt"]);
});

test("a root that leads out of the allowed folders by a link is refused on first use", async () => {
  await symlink("/etc", join(root, "way-out"));
  const outside = openFsStore({ root: join(root, "way-out"), allowedRoots: [root] });
  await expect(outside.list({})).rejects.toMatchObject({ code: "invalid", message: /C2C_FS_ROOTS/ });
  await expect(outside.get("hostname")).rejects.toMatchObject({ code: "invalid" });
});

test("a root that is not there, or is a file, is invalid", async () => {
  for (const name of ["nowhere", "secret.txt"]) {
    const missing = openFsStore({ root: join(base, name), allowedRoots: null });
    await expect(missing.list({})).rejects.toMatchObject({ code: "invalid" });
    await expect(missing.put("x", bytes, always)).rejects.toMatchObject({ code: "invalid" });
  }
});

test("a key that a folder or a file stands in the way of is refused for good, not met by a failed condition", async () => {
  await store.put("way/x.jpg", bytes, ifAbsent);
  await expect(store.put("way", bytes, ifAbsent)).rejects.toMatchObject({ code: "invalid" });
  await expect(store.put("way", bytes, always)).rejects.toMatchObject({ code: "invalid" });
  await expect(store.put("way/x.jpg/y.jpg", bytes, ifAbsent)).rejects.toMatchObject({ code: "invalid" });
  await expect(store.put(`${"n".repeat(300)}.jpg`, bytes, ifAbsent)).rejects.toMatchObject({ code: "invalid" });
  expect(await store.get("way")).toEqual({ kind: "gone" });
  expect(await store.get("way/x.jpg/y.jpg")).toEqual({ kind: "gone" });
});

test("unfinished writes leave nothing behind, and what is hidden is never listed", async () => {
  await store.put("tidy.jpg", bytes, ifAbsent);
  await store.put("tidy.jpg", bytes, ifAbsent);
  await store.put("tidy.jpg", bytes, always);
  await writeFile(join(root, ".c2c-tmp", "left.part"), "half");
  expect((await readdir(join(root, ".c2c-tmp"))).filter((name) => name !== "left.part")).toEqual([]);
  expect((await listed()).some((key) => key.startsWith(".c2c-tmp"))).toBe(false);
});

test("an ETag stays while a file stays, and changes when another program rewrites it in place", async () => {
  await store.put("etag.jpg", bytes, always);
  const path = join(root, "etag.jpg");
  const before = await store.head("etag.jpg");
  await link(path, join(base, "second-name"));
  expect((await store.head("etag.jpg"))?.etag).toBe(before?.etag);
  await writeFile(path, "MEDIA");
  await utimes(path, 1, 1);
  expect(await store.get("etag.jpg", { ifMatch: before?.etag ?? "" })).toEqual({ kind: "changed" });
});

test("the lock of a process that died is taken over by exactly one waiter at a time", async () => {
  const lock = join(base, "dead.lock");
  await writeFile(lock, "");
  await utimes(lock, 1, 1);
  let inside = 0;
  let most = 0;
  const turn = () =>
    withLock(lock, async () => {
      most = Math.max(most, ++inside);
      await new Promise((next) => setImmediate(next));
      inside--;
    });
  await Promise.all(Array.from({ length: 12 }, turn));
  expect(most).toBe(1);
  await expect(lstat(lock)).rejects.toMatchObject({ code: "ENOENT" });
  await expect(lstat(`${lock}.steal`)).rejects.toMatchObject({ code: "ENOENT" });
});

test("a walk that is kept between pages goes stale when a folder on its way changes", async () => {
  const tree = join(base, "tree");
  await mkdir(join(tree, "a"), { recursive: true });
  for (const name of ["a/1", "a/2", "b"]) await writeFile(join(tree, name), "");
  for (const name of ["a", "."]) await utimes(join(tree, name), 1_000, 1_000);
  const walk = new FolderWalk(tree, "", "");
  expect((await walk.next())?.key).toBe("a/1");
  expect(await walk.isFresh()).toBe(true);
  await writeFile(join(tree, "a/1b"), "");
  expect(await walk.isFresh()).toBe(false);
});

test("a folder that changed just now is not trusted, since its time may not tell of the next change", async () => {
  const tree = join(base, "young");
  await mkdir(tree);
  await writeFile(join(tree, "a"), "");
  const walk = new FolderWalk(tree, "", "");
  await walk.next();
  expect(await walk.isFresh()).toBe(false);
});
