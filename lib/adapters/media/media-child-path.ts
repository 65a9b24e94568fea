import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const bundleName = "media-child.mjs";

/**
 * The path of the media process's program: beside the running bundle, or in `dist` of the working folder, which is where the built
 * console finds it. When running from sources it is bundled anew, into a file of the project's data folder that is named for its content.
 */
export function mediaChildPath(): string {
  const here = import.meta.url.startsWith("file:") ? fileURLToPath(import.meta.url) : "";
  const beside = join(dirname(here), bundleName);
  if (here !== "" && existsSync(beside)) return beside;
  const built = join(process.cwd(), "dist", bundleName);
  // Next's bundler leaves the source's own address in `import.meta.url`: in production only what was built is run.
  const production = process.env.NODE_ENV === "production" && existsSync(built);
  const fromSources = here.endsWith(".ts") && existsSync(join(dirname(here), "child.ts"));
  return fromSources && !production ? bundleFromSources(dirname(here)) : built;
}

let bundled: string | undefined;

function bundleFromSources(folder: string): string {
  if (bundled) return bundled;
  const root = join(folder, "..", "..", "..");
  // By a computed name, so that no bundler takes the bundler itself along.
  const { buildSync } = createRequire(join(root, "package.json"))(["es", "build"].join("")) as typeof import("esbuild");
  const result = buildSync({
    absWorkingDir: root,
    entryPoints: [join(folder, "child.ts")],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    write: false,
    logLevel: "error",
  });
  const code = result.outputFiles[0]?.contents ?? new Uint8Array();
  const target = join(
    root,
    ".data",
    "media-child",
    `media-child-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.mjs`,
  );
  if (!existsSync(target)) {
    mkdirSync(dirname(target), { recursive: true });
    // Written beside and renamed: two processes may start at once, and neither may run half a file.
    const draft = `${target}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, target);
  }
  bundled = target;
  return target;
}
