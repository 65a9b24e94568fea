import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { sceneSvg } from "../../lib/demo/scene.ts";

/** A small picture of its own for each seed. */
export function picture(seed: number, format: "jpeg" | "png" | "webp" = "jpeg"): Promise<Buffer> {
  return sharp(Buffer.from(sceneSvg(seed, 320, 220)))
    .toFormat(format)
    .toBuffer();
}

/** Many JPEGs that differ in their bytes, at the cost of drawing one: each has a comment of its own. */
export async function jpegs(count: number): Promise<Record<string, Uint8Array>> {
  const whole = await picture(1);
  const numbered = Array.from({ length: count }, (_, at) => {
    const text = Buffer.from(`number ${at}`);
    // A comment segment (ITU-T T.81, B.2.4.5) right after the start of the image.
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), text]);
    return [`${String(at).padStart(5, "0")}.jpg`, Buffer.concat([whole.subarray(0, 2), comment, whole.subarray(2)])];
  });
  return Object.fromEntries(numbered);
}

const made: string[] = [];

/** A temporary folder that holds these files; `removeFolders` removes all of them. */
export async function folderOf(files: Record<string, Uint8Array | string>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "c2c-pictures-")));
  made.push(root);
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), bytes);
  }
  return root;
}

export async function removeFolders(): Promise<void> {
  for (const root of made.splice(0)) await rm(root, { recursive: true, force: true });
}
