import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeLock, withLock } from "../../scripts/lock.mjs";

test("who has to wait for a lock is told once, and who gets it at once is told nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "c2c-lock-"));
  const path = join(folder, "build.lock");
  try {
    const held = takeLock(path);
    const told: string[] = [];
    const work = withLock(path, () => told.push("worked"), {
      onWait() {
        told.push("waits");
        // Let go of some looks later: each of them finds it held, and only the first is told.
        setTimeout(() => held.release?.(), 350);
      },
    });
    await work;
    expect(told).toEqual(["waits", "worked"]);
    await withLock(path, () => told.push("worked"), { onWait: () => told.push("waits") });
    expect(told).toEqual(["waits", "worked", "worked"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
