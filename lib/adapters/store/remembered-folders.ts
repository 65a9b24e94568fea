import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import { hiddenFolder, ignoreExisting, keyFolder, realRoot } from "./fs-path.ts";

/** How long a folder that was looked at counts as looked at: a run asks several times a millisecond. */
const rememberedMs = 1_000;
const foldersMax = 10_000;

/**
 * The folders of one bucket, each checked for links and roots when it is first used and again a second later: a disk may be
 * mounted, and a folder swapped, while a store is open. What fails afterwards is `forget`'s reason.
 */
export class RememberedFolders {
  private base: { path: string; untilMs: number } | null = null;
  private readonly checked = new Map<string, number>();

  constructor(
    private readonly root: string,
    private readonly allowedRoots: string[] | null,
  ) {}

  /** The bucket's real root. Throws Fault `invalid` as `realRoot` does. */
  async rootPath(): Promise<string> {
    if (this.base && this.base.untilMs > performance.now()) return this.base.path;
    const path = await realRoot(this.root, this.allowedRoots);
    this.base = { path, untilMs: performance.now() + rememberedMs };
    return path;
  }

  /** The folder of a key's file, or null where it does not exist and `create` is false. Throws as `keyFolder` does. */
  async ofKey(segments: string[], create: boolean): Promise<string | null> {
    const base = await this.rootPath();
    const path = join(base, ...segments.slice(0, -1));
    if (this.knows(path)) return path;
    const folder = await keyFolder(base, segments, create);
    if (folder !== null) this.remember(folder);
    return folder;
  }

  /** Where drafts and locks are, made where it is missing; never through a link of that name. */
  async hidden(): Promise<string> {
    const hidden = join(await this.rootPath(), hiddenFolder);
    if (this.knows(hidden)) return hidden;
    await mkdir(hidden).catch(ignoreExisting);
    if (!(await lstat(hidden)).isDirectory())
      throw new Fault("invalid", `${hiddenFolder} is not a folder in this bucket.`);
    this.remember(hidden);
    return hidden;
  }

  forget(): void {
    this.base = null;
    this.checked.clear();
  }

  private knows(path: string): boolean {
    return (this.checked.get(path) ?? 0) > performance.now();
  }

  private remember(path: string): void {
    if (this.checked.size >= foldersMax) this.checked.clear();
    this.checked.set(path, performance.now() + rememberedMs);
  }
}
