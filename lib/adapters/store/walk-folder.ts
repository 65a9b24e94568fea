import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareKeys } from "../../kernel/compare-keys.ts";
import { hiddenFolder } from "./fs-path.ts";

type Entry = { key: string; name: string; folder: boolean };
type Frame = { path: string; mtimeNs: bigint; settled: boolean; entries: Entry[]; at: number };

/** Within a tick of the disk's clock a folder can change twice with one time, so one that changed just now is not trusted. */
const settledMs = 50;

/**
 * Walks a folder's files in the byte order of their full keys, from behind a key on, holding one sorted listing for each
 * folder on the way down and no more. It can be kept between two pages: `isFresh` tells whether a folder on the way has
 * changed since it was read. Symbolic links, special files and names that are not UTF-8 are no objects.
 */
export class FolderWalk {
  readonly #root: string;
  readonly #prefix: string;
  readonly #startAfter: string;
  readonly #frames: Frame[] = [];
  #begun = false;

  constructor(root: string, prefix: string, startAfter: string) {
    this.#root = root;
    this.#prefix = prefix;
    this.#startAfter = startAfter;
  }

  /** The next key and its path, or null at the end. */
  async next(): Promise<{ key: string; path: string } | null> {
    if (!this.#begun) {
      this.#begun = true;
      await this.#enter(this.#root, "");
    }
    for (;;) {
      const frame = this.#frames.at(-1);
      if (!frame) return null;
      const entry = frame.entries[frame.at++];
      if (!entry) this.#frames.pop();
      else if (entry.folder) await this.#enter(join(frame.path, entry.name), entry.key);
      else return { key: entry.key, path: join(frame.path, entry.name) };
    }
  }

  /** Whether going on gives what a new walk from the same place would give, as far as folders' times of change tell. */
  async isFresh(): Promise<boolean> {
    for (const { path, mtimeNs, settled } of this.#frames)
      if (!settled || (await changedAt(path)) !== mtimeNs) return false;
    return true;
  }

  async #enter(path: string, base: string): Promise<void> {
    // Before the listing, so that a change during it makes the walk stale rather than incomplete.
    const mtimeNs = await changedAt(path);
    if (mtimeNs === null) return;
    const settled = Date.now() - Number(mtimeNs / 1_000_000n) > settledMs;
    const entries: Entry[] = [];
    for (const found of await readdir(path, { withFileTypes: true, encoding: "buffer" }).catch(gone)) {
      const name = decode(found.name);
      const folder = found.isDirectory();
      if (name === null || (!folder && !found.isFile()) || (base === "" && name === hiddenFolder)) continue;
      const key = folder ? `${base}${name}/` : base + name;
      if (this.#wanted(key, folder)) entries.push({ key, name, folder });
    }
    entries.sort((a, b) => compareKeys(a.key, b.key));
    this.#frames.push({ path, mtimeNs, settled, entries, at: 0 });
  }

  #wanted(key: string, folder: boolean): boolean {
    if (!folder) return key.startsWith(this.#prefix) && compareKeys(key, this.#startAfter) > 0;
    if (!key.startsWith(this.#prefix) && !this.#prefix.startsWith(key)) return false;
    // All keys below a folder begin with it, so the folder lies behind the start, or the start lies in it.
    return compareKeys(key, this.#startAfter) > 0 || this.#startAfter.startsWith(key);
  }
}

/** The keys' prefixes of the folders directly in one, in order: those that begin with a prefix and lie behind a key. */
export async function foldersIn(
  path: string,
  { inside, prefix, startAfter }: { inside: string; prefix: string; startAfter: string },
): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true, encoding: "buffer" }).catch(gone)) {
    const name = decode(entry.name);
    if (name === null || !entry.isDirectory() || (inside === "" && name === hiddenFolder)) continue;
    const folder = `${inside}${name}/`;
    if (folder.startsWith(prefix) && compareKeys(folder, startAfter) > 0) found.push(folder);
  }
  return found.sort(compareKeys);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(name: Buffer): string | null {
  try {
    return utf8.decode(name);
  } catch {
    return null;
  }
}

async function changedAt(path: string): Promise<bigint | null> {
  const seen = await lstat(path, { bigint: true }).catch(gone);
  return Array.isArray(seen) || !seen.isDirectory() ? null : seen.mtimeNs;
}

/** A folder that was removed meanwhile holds nothing; everything else, a missing permission above all, is told. */
function gone(thrown: unknown): [] {
  if (thrown instanceof Error && "code" in thrown && (thrown.code === "ENOENT" || thrown.code === "ENOTDIR")) return [];
  throw thrown;
}
