import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
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
        await expect(store().download(key, to)).rejects.toThrow();
        expect(await store().download(key, join(folder, "none"), { ifMatch: "0123" })).toEqual({ kind: "changed" });
        const when = { kind: "if-match", etag: put.etag } as const;
        expect((await store().upload(key, file, { contentType: "image/jpeg", when })).kind).toBe("written");
      }
      expect(await store().download("files/none", join(folder, "none"))).toEqual({ kind: "gone" });
    });
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
