import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";

const seen = vi.hoisted(() => ({ bytes: 0 }));
vi.mock("node:fs", async (importActual) => {
  const fs = await importActual<typeof import("node:fs")>();
  const readSync = (...given: Parameters<typeof fs.readSync>) => {
    const read = fs.readSync(...given);
    seen.bytes += read;
    return read;
  };
  return { ...fs, readSync };
});
const { openBytes } = await import("../../lib/adapters/media/open-bytes.ts");
const { inMemory, lookInto, readBytesMax } = await import("../../lib/media/byte-source.ts");
const { checkSvg, countInSvg } = await import("../../lib/media/containers/svg.ts");
const { checkMp3 } = await import("../../lib/media/containers/mpeg-audio.ts");

const folder = mkdtempSync(join(tmpdir(), "c2c-bytes-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  seen.bytes = 0;
});

function lookedAt<T>(bytes: Uint8Array, look: (look: ReturnType<typeof lookInto>) => T): T {
  const path = join(folder, "file");
  writeFileSync(path, bytes);
  const source = openBytes(path);
  try {
    return look(lookInto(source));
  } finally {
    source.close();
  }
}

test("a drawing of very many tags is read about once a pass", () => {
  const drawing = Buffer.from(`<svg>${'<path d="M1 2 3 4 5 6 7 8 9 0z" fill="#abc"/>'.repeat(60_000)}</svg>`);
  expect(drawing.length).toBeGreaterThan(2 * readBytesMax);
  expect(lookedAt(drawing, checkSvg)).toEqual({ structure: "whole" });
  expect(seen.bytes).toBeLessThan(drawing.length * 1.5);
  expect(lookedAt(drawing, countInSvg)).toBe(0);
  expect(seen.bytes).toBeLessThan(drawing.length * 3);
});

test("what looks like frames everywhere is not read anew for each of them", () => {
  // Heads of frames of 1,044 bytes; where each of them would end there is none.
  const sound = Buffer.alloc(2 * readBytesMax);
  for (let at = 0; at < 70_000; at += 4) if (Math.floor(at / 1_044) % 2 === 0) sound.set([0xff, 0xfb, 0xe0, 0x00], at);
  lookedAt(sound, checkMp3);
  expect(seen.bytes).toBeLessThan(2 * readBytesMax);
});

test("a search finds what lies over the edge of what it reads, near, far, and before a given place only", () => {
  const needle = Buffer.from("needle");
  for (const at of [0, 250, 255, 256, 1_270, 5_000, 70_000, 300_000, 1_500_000]) {
    const hay = Buffer.alloc(1_600_000);
    hay.set(needle, at);
    expect(lookInto(inMemory(hay)).find(needle, 0)).toBe(at);
    expect(lookedAt(hay, (look) => look.find(needle, 0))).toBe(at);
    expect(lookInto(inMemory(hay)).find(needle, 0, at)).toBe(-1);
    expect(lookInto(inMemory(hay)).find(needle, 0, at + 1)).toBe(at);
    expect(lookInto(inMemory(hay)).find(needle, at + 1)).toBe(-1);
  }
});
