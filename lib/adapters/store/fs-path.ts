import { lstat, mkdir, realpath } from "node:fs/promises";
import { isAbsolute, join, resolve, sep } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import { checkKey } from "./check-key.ts";

/** Locks and half-written files live here, directly below the root: no object, and no part of a key. */
export const hiddenFolder = ".c2c-tmp";

/** The folders and the name that a key stands for. Throws Fault `invalid` for keys that no file below the root can have. */
export function keySegments(key: string): string[] {
  checkKey(key);
  const segments = key.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === ".." || segment.includes("\0")))
    throw new Fault("invalid", "A folder cannot hold this key: it has an empty part, a part of dots, or a NUL in it.");
  if (sep === "\\" && /[\\:]/.test(key)) throw new Fault("invalid", "A folder on this system cannot hold this key.");
  if (segments[0] === hiddenFolder)
    throw new Fault("invalid", `Keys below ${hiddenFolder}/ are kept for unfinished writes.`);
  return segments;
}

/**
 * The real path of a bucket's root. Throws Fault `invalid` where it is no folder, or leads outside of the allowed
 * folders once its symbolic links are followed.
 */
export async function realRoot(root: string, allowedRoots: string[] | null): Promise<string> {
  const real = await realpath(root).catch((cause: unknown) => {
    throw new Fault("invalid", `There is no folder ${root} that can be opened.`, { cause });
  });
  if (!(await lstat(real)).isDirectory()) throw new Fault("invalid", `${root} is not a folder.`);
  if (allowedRoots === null) return real;
  for (const allowed of allowedRoots) {
    const realAllowed = await realpath(allowed).catch(() => null);
    if (realAllowed !== null && isWithin(real, realAllowed)) return real;
  }
  throw rootRefused(root);
}

/** The same by spelling alone, for a first refusal without asking the disk. Throws Fault `invalid`. */
export function checkRoot(root: string, allowedRoots: string[] | null): void {
  if (!isAbsolute(root) || root.includes("\0")) throw new Fault("invalid", "A folder is named by its absolute path.");
  if (allowedRoots === null) return;
  if (!allowedRoots.some((allowed) => isWithin(resolve(root), resolve(allowed)))) throw rootRefused(root);
}

/**
 * The folder that holds a key's file, or null where it does not exist and `create` is false. No part of it may be a
 * symbolic link: a link is no object, and what it leads to may be outside. (Someone who can swap folders of the bucket for
 * links while this runs has the run of the machine's disk already.) Throws Fault `invalid` where a part of it is a file.
 */
export async function keyFolder(root: string, segments: string[], create: boolean): Promise<string | null> {
  const folders = segments.slice(0, -1);
  const folder = join(root, ...folders);
  const real = await realpath(folder).catch(() => null);
  if (real === folder && (await lstat(folder)).isDirectory()) return folder;
  let here = root;
  for (const name of folders) {
    here = join(here, name);
    let seen = await lstat(here).catch(() => null);
    if (!seen && !create) return null;
    if (!seen) {
      await mkdir(here).catch(ignoreExisting);
      seen = await lstat(here);
    }
    if (seen.isDirectory()) continue;
    if (!create) return null;
    throw new Fault("invalid", `A folder cannot hold this key: ${name} is a file or a link there.`);
  }
  return folder;
}

function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function rootRefused(root: string): Fault {
  return new Fault(
    "invalid",
    `Buckets may not live in ${root}. Whoever runs this installation can allow the folder by adding it to C2C_FS_ROOTS.`,
  );
}

export function ignoreExisting(thrown: unknown): void {
  if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST")) throw thrown;
}
