import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { formats } from "../../lib/media/formats.ts";
import { makers } from "./make-media.ts";
import { makeStallingTiff } from "./make-tiff.ts";
import type { Seed } from "./mutate.ts";
import { type SigningBench, sharedMedia } from "./signing.ts";

/** Larger files take longer and teach nothing more; so do more files of one folder and kind. */
const sharedBytesMax = 500_000;
const alikeMax = 4;

/** A file of every format as it is, and with a manifest in it where one can be embedded. */
export async function madeSeeds(bench: SigningBench): Promise<Seed[]> {
  const seeds: Seed[] = [{ name: "a stalling TIFF", bytes: Buffer.from(makeStallingTiff()) }];
  for (const { mime, name, embed } of formats) {
    const bytes = await makers[mime]?.();
    if (bytes === undefined) continue;
    seeds.push({ name, bytes: Buffer.from(bytes) });
    if (embed !== true) continue;
    seeds.push({ name: `${name}, signed`, bytes: Buffer.from((await bench.sign(bytes, mime, "embed")).output) });
  }
  return seeds;
}

/** What real writers made, and what was made to break readers; nothing where no such files are at hand. */
export function sharedSeeds(): Seed[] {
  return ["formats", "signed", "hostile", "camera"]
    .map((folder) => join(sharedMedia, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => statSync(path).size <= sharedBytesMax)
    .filter((path, at, all) => all.slice(0, at).filter((other) => kindOf(other) === kindOf(path)).length < alikeMax)
    .map((path) => ({ name: `real ${path.slice(path.lastIndexOf(".") + 1)}`, bytes: readFileSync(path) }));
}

function kindOf(path: string): string {
  return path.replace(/[^/]*(?=\.[^.]*$)/, "");
}
