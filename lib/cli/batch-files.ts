import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { Fault } from "../kernel/fault.ts";
import { isMediaName } from "../media/mime-by-extension.ts";
import { printable } from "./table.ts";

/** A file to be signed, and its place below the folder or pattern that named it. */
export interface BatchFile {
  path: string;
  within: string;
}

export interface BatchChoice {
  recursive: boolean;
  include: readonly string[];
  exclude: readonly string[];
  /** What is written there is no source. */
  output: string | null;
}

/** What earlier calls wrote, and what no file system's owner means by "all pictures". */
const never = ["**/signed/**", "**/node_modules/**", "**/.git/**", "**/.c2c-*"];

/**
 * The files that folders, globs and names stand for, each once and in order. A name that is there is that file,
 * whatever characters it has. Of a folder its media, below it with `recursive`; links are not followed. Throws Fault
 * `invalid` for a name that is not there.
 */
export async function batchFiles(named: readonly string[], choice: BatchChoice): Promise<BatchFile[]> {
  const found = new Map<string, BatchFile>();
  for (const name of named)
    for (const file of await filesOf(name, choice)) {
      const real = await realpath(file.path);
      if (!found.has(real)) found.set(real, file);
    }
  const output = choice.output === null ? null : resolve(choice.output);
  return [...found.values()]
    .filter(({ path }) => output === null || !resolve(path).startsWith(output + sep))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function filesOf(name: string, choice: BatchChoice): Promise<BatchFile[]> {
  const there = await stat(name).catch(() => null);
  if (there?.isFile()) return [{ path: resolve(name), within: basename(name) }];
  if (there?.isDirectory()) return inFolder(resolve(name), choice);
  if (!isDynamicPattern(name)) throw new Fault("invalid", `There is no file or folder ${printable(name)}.`);
  const { base, pattern } = splitPattern(name);
  const names = await glob(pattern, { ...quiet, cwd: base, ignore: [...never, ...choice.exclude] });
  return names.map((within) => ({ path: join(base, within), within: within.split("/").join(sep) }));
}

async function inFolder(cwd: string, choice: BatchChoice): Promise<BatchFile[]> {
  const patterns = choice.include.length > 0 ? [...choice.include] : ["**"];
  const ignore = [...never, ...choice.exclude];
  const names = await glob(patterns, { ...quiet, cwd, deep: choice.recursive ? 64 : 0, ignore });
  return names.filter(isMediaName).map((within) => ({ path: join(cwd, within), within: within.split("/").join(sep) }));
}

const quiet = {
  onlyFiles: true,
  dot: false,
  followSymbolicLinks: false,
  expandDirectories: false,
  caseSensitiveMatch: true,
} as const;

/**
 * The folder that a pattern names before its first wildcard, and the rest: what is left out is told by the names below
 * it.
 */
function splitPattern(text: string): { base: string; pattern: string } {
  const parts = text.split("/");
  const first = parts.findIndex((part) => isDynamicPattern(part));
  const fixed = parts.slice(0, first).join("/");
  return { base: resolve(fixed || (text.startsWith("/") ? "/" : ".")), pattern: parts.slice(first).join("/") };
}

/**
 * Where a file's output goes: a signed copy under `signed/` beside it or below `output`, a manifest store beside it or
 * below `output`.
 */
export function targetOf(file: BatchFile, how: { sidecar: boolean; output: string | null }): string {
  const name = how.sidecar ? `${basename(file.path)}.c2pa` : basename(file.path);
  if (how.output === null)
    return how.sidecar ? join(dirname(file.path), name) : join(dirname(file.path), "signed", name);
  return join(resolve(how.output), dirname(file.within), name);
}
