import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Where the media process's program is: beside the running bundle in production; from the sources it is bundled on
 * first use and kept under its own hash, since a child process cannot load TypeScript.
 */
export function mediaChildPath(): string {
  const here = fileURLToPath(import.meta.url);
  const beside = join(dirname(here), "media-child.mjs");
  if (existsSync(beside)) return beside;
  const root = join(dirname(here), "../../..");
  return bundled(root, join(dirname(here), "child.ts"));
}

function bundled(root: string, entry: string): string {
  const require = createRequire(join(root, "package.json"));
  const { buildSync } = require("esbuild") as typeof import("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
  });
  const code = outputFiles[0]?.text ?? "";
  const folder = join(root, "node_modules/.cache/c2c");
  const path = join(folder, `media-child-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.mjs`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  // Under another name first: a second process must never load half of it.
  writeFileSync(`${path}.${process.pid}`, code);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}
