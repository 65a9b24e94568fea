import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import { isTooLong } from "../../lib/kernel/too-long.ts";
import type { Store } from "../../lib/ports/store.ts";

/** What `download` and `upload` promise beyond `get` and `put`. */
export function movesFiles(store: () => Store): void {
  test("what is small and what is large goes from file to object to file, byte for byte, with its hash", async () => {
    await inFolder(async (folder) => {
      for (const sizeBytes of [0, 70_001, 12_000_001]) {
        const media = randomBytes(sizeBytes);
        const [from, to] = [join(folder, `from-${sizeBytes}`), join(folder, `to-${sizeBytes}`)];
        await writeFile(from, media);
        const file = { path: from, sizeBytes, sha256: sha256Hex(media) };
        const key = `files/${sizeBytes}.jpg`;
        const put = await store().upload(key, file, { contentType: "image/jpeg", when: { kind: "if-absent" } });
        if (put.kind !== "written") throw new Error("not written");
        expect(await store().upload(key, file, { contentType: "image/jpeg", when: { kind: "if-absent" } })).toEqual({
          kind: "condition-failed",
        });
        const got = await store().download(key, to, { ifMatch: put.etag });
        expect(got).toMatchObject({ kind: "found", sha256: file.sha256, head: { etag: put.etag, sizeBytes } });
        expect(Buffer.compare(await readFile(to), media)).toBe(0);
        expect((await stat(to)).mode & 0o077).toBe(0);
        for (const before of [new Uint8Array(sizeBytes + 70_000).fill(7), new Uint8Array(1)]) {
          const over = join(folder, `over-${sizeBytes}-${before.byteLength}`);
          await writeFile(over, before);
          expect(await store().download(key, over)).toMatchObject({ kind: "found", sha256: file.sha256 });
          expect(Buffer.compare(await readFile(over), media)).toBe(0);
        }
        expect(await store().download(key, join(folder, "none"), { ifMatch: "0123" })).toEqual({ kind: "changed" });
        const when = { kind: "if-match", etag: put.etag } as const;
        expect((await store().upload(key, file, { contentType: "image/jpeg", when })).kind).toBe("written");
      }
      expect(await store().download("files/none", join(folder, "none"))).toEqual({ kind: "gone" });
    });
  });
}

/** What `bytesMax` and `range` promise of reading, from memory's small objects to those that go in pieces. */
export function readsInBounds(store: () => Store): void {
  test("an object that is longer than its reader allows is refused as that, and one of just that length is not", async () => {
    await inFolder(async (folder) => {
      for (const sizeBytes of [70_001, 12_000_001]) {
        const key = `bounds/${sizeBytes}.jpg`;
        await store().put(key, randomBytes(sizeBytes), { contentType: "image/jpeg", when: { kind: "always" } });
        const [tight, fitting] = [{ bytesMax: sizeBytes - 1 }, { bytesMax: sizeBytes }];
        await expect(store().get(key, tight)).rejects.toSatisfy(isTooLong);
        await expect(store().download(key, join(folder, `tight-${sizeBytes}`), tight)).rejects.toSatisfy(isTooLong);
        expect((await store().get(key, fitting)).kind).toBe("found");
        expect((await store().download(key, join(folder, `fits-${sizeBytes}`), fitting)).kind).toBe("found");
      }
    });
  });

  test("a part of an object comes alone, with the facts of the whole, under its condition, and what is not in it is refused", async () => {
    const media = randomBytes(70_001);
    const key = "bounds/parts.jpg";
    const put = await store().put(key, media, { contentType: "image/jpeg", when: { kind: "always" } });
    if (put.kind !== "written") throw new Error("not written");
    for (const [first, last] of [
      [0, 0],
      [100, 40_099],
      [70_000, 70_000],
    ] as const) {
      const got = await store().get(key, { ifMatch: put.etag, range: { first, last }, bytesMax: 40_000 });
      if (got.kind !== "found") throw new Error(got.kind);
      expect(Buffer.compare(got.bytes, media.subarray(first, last + 1))).toBe(0);
      expect(got.head).toMatchObject({ etag: put.etag, sizeBytes: 70_001 });
    }
    expect(await store().get(key, { ifMatch: "0123", range: { first: 0, last: 1 } })).toEqual({ kind: "changed" });
    for (const last of [70_001, 80_000])
      await expect(store().get(key, { range: { first: 70_000, last } })).rejects.toMatchObject({ code: "invalid" });
    await expect(store().get(key, { range: { first: 70_001, last: 70_001 } })).rejects.toThrow(Fault);
  });
}

/** What `carry` promises: a version that replaces another has what that had besides its bytes. */
export function carriesOver(store: () => Store): void {
  test("what an object has besides its bytes goes over to what replaces it, as far as its store knows of such things", async () => {
    const headers = {
      "cache-control": "public, max-age=60",
      "content-disposition": 'attachment; filename="a.jpg"',
      "content-language": "de",
      "x-amz-meta-photographer": "A. Person",
    };
    const put = { contentType: "image/jpeg", when: { kind: "always" } } as const;
    const key = "carried/a.jpg";
    await store().put(key, randomBytes(10), { ...put, carry: { headers, mode: 0o600 } });
    const before = await store().head(key);
    const known = store().kind === "fs" ? { mode: 0o600 } : { headers };
    expect(before?.carried).toMatchObject(known);
    await inFolder(async (folder) => {
      const got = await store().download(key, join(folder, "a"));
      if (got.kind !== "found") throw new Error(got.kind);
      const when = { kind: "if-match", etag: got.head.etag } as const;
      const media = randomBytes(20);
      await writeFile(join(folder, "b"), media);
      const file = { path: join(folder, "b"), sizeBytes: 20, sha256: sha256Hex(media) };
      const replaced = await store().upload(key, file, { ...put, when, carry: got.head.carried });
      expect(replaced.kind).toBe("written");
    });
    const after = await store().head(key);
    expect(after).toMatchObject({ sizeBytes: 20, contentType: "image/jpeg", carried: before?.carried });
    await store().put(key, randomBytes(5), put);
    expect((await store().head(key))?.carried).not.toMatchObject(known);
  });
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "c2c-store-test-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
