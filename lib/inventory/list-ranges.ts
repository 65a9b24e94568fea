import { compareKeys } from "../kernel/compare-keys.ts";
import { asFault, isRetriable } from "../kernel/fault.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { ListPage, Store } from "../ports/store.ts";
import { cutRange, type KeyRange } from "./key-ranges.ts";
import { keyKind, skipOwn } from "./own-keys.ts";
import { proposeBorders } from "./propose-borders.ts";
import type { NewObject } from "./rows.ts";

/** What was listed since the last batch, and how all ranges stand after it. */
export interface ListedBatch {
  objects: NewObject[];
  bytes: number;
  sidecars: number;
  ranges: KeyRange[];
  /** How many listers were at work. */
  workers: number;
}

export interface ListOptions {
  /** How many pages are asked for at once, at most. */
  workers: number;
  /** How many objects make a batch. A batch also ends after `batchMs`, so that progress is seen of a slow store too. */
  batchObjects: number;
  batchMs: number;
  now: () => Date;
  /** Asked before each page: no ends the listing after what is in hand. */
  mayGoOn: () => Promise<boolean>;
  /** Stores a batch, one at a time. False ends the listing, with all that was listed since. */
  save: (batch: ListedBatch) => Promise<boolean>;
}

/** A range that has spanned so many pages since it was begun or cut is worth the requests that cutting it costs. */
const pagesBeforeCut = 2;
/** How long one answer of the store may take. */
const patienceMs = 60_000;
/** Where no border was found, how many pages later it is tried again. */
const pagesBetweenTries = 8;

/**
 * Lists ranges with several workers. A worker without a range takes an open one, or else cuts one that another worker is
 * in and takes what is behind the border: work is stolen from whoever has listed the most pages since. `ranges` is changed
 * and added to as the listing goes on; a batch holds exactly the objects up to each of its ranges' `last`. True where
 * every range is done and saved. A Fault of the store comes out after what was listed before it has been saved.
 */
export async function listRanges(
  store: Pick<Store, "list" | "folders">,
  ranges: KeyRange[],
  options: ListOptions,
): Promise<boolean> {
  return new Listing(store, ranges, options).run();
}

interface Task {
  range: KeyRange;
  /** Since the range was taken or last cut. */
  pages: number;
  cutting: boolean;
}

class Listing {
  readonly #store: Pick<Store, "list" | "folders">;
  readonly #ranges: KeyRange[];
  readonly #options: ListOptions;
  readonly #tasks = new Set<Task>();
  readonly #abort = new AbortController();
  /** How many may work at present: halved by each fault of the store that may pass, and a tenth more with each page. */
  #allowed: number;
  #ending = false;
  #lost = false;
  #thrown: { thrown: unknown } | null = null;
  #held = emptyHeld();
  #changedSince = false;
  #savedAt: number;
  #saving: Promise<void> = Promise.resolve();
  #waiting: (() => void)[] = [];

  constructor(store: Pick<Store, "list" | "folders">, ranges: KeyRange[], options: ListOptions) {
    this.#store = store;
    this.#ranges = ranges;
    this.#options = options;
    this.#allowed = options.workers;
    this.#savedAt = options.now().getTime();
  }

  async run(): Promise<boolean> {
    await Promise.all(Array.from({ length: this.#options.workers }, () => this.#work()));
    if (this.#changedSince) await this.#save(true);
    if (this.#thrown) throw this.#thrown.thrown;
    return !this.#lost && this.#ranges.every(({ done }) => done);
  }

  async #work(): Promise<void> {
    try {
      while (!this.#ending && this.#ranges.some(({ done }) => !done)) {
        const open = this.#idle() > 0 ? this.#openRange() : undefined;
        if (open) await this.#list(open);
        else if (!(await this.#steal()) && this.#tasks.size > 0) await this.#nextChange();
      }
    } catch (thrown) {
      // The first ends the others, whose faults then say nothing.
      this.#thrown ??= { thrown };
      this.#end("at once");
    } finally {
      this.#tellChange();
    }
  }

  #idle(): number {
    return Math.floor(this.#allowed) - this.#tasks.size;
  }

  #openRange(): KeyRange | undefined {
    const taken = new Set([...this.#tasks].map(({ range }) => range));
    return this.#ranges.find((range) => !range.done && !taken.has(range));
  }

  async #list(range: KeyRange): Promise<void> {
    const task: Task = { range, pages: 0, cutting: false };
    this.#tasks.add(task);
    try {
      while (!range.done && !this.#ending && this.#idle() >= 0) {
        if (!(await this.#options.mayGoOn())) return this.#end("after what is in hand");
        const page = await this.#page(range);
        if (!page) return;
        this.#take(range, page);
        task.pages++;
        this.#tellChange();
        if (this.#isBatch()) await this.#save(false);
      }
    } finally {
      this.#tasks.delete(task);
    }
  }

  /** Null where the store could not answer and fewer are to ask it: the last one's fault is thrown. */
  async #page({ prefix, last }: KeyRange): Promise<ListPage | null> {
    try {
      const startAfter = last === "" ? {} : { startAfter: last };
      const page = await this.#store.list({ prefix, ...startAfter, signal: this.#signal() });
      this.#allowed = Math.min(this.#options.workers, this.#allowed + 0.1);
      return page;
    } catch (thrown) {
      if (this.#allowed < 2 || !isRetriable(asFault(thrown).code)) throw thrown;
      this.#allowed /= 2;
      return null;
    }
  }

  /** The range may have been cut while the page was on its way: what lies behind its border is another's by now. */
  #take(range: KeyRange, page: ListPage): void {
    const { upTo } = range;
    const last = page.next === null ? null : skipOwn(page.next);
    for (const object of page.objects) {
      if (upTo !== null && compareKeys(object.key, upTo) > 0) break;
      const kind = keyKind(object.key);
      if (kind === "sidecar") this.#held.sidecars++;
      if (kind !== "object") continue;
      this.#held.bytes += object.sizeBytes;
      this.#held.objects.push({ ...object, mime: mimeByExtension(object.key) });
      range.objects++;
    }
    range.done = last === null || (upTo !== null && compareKeys(last, upTo) >= 0);
    if (last !== null) range.last = range.done && upTo !== null ? upTo : last;
    this.#changedSince = true;
  }

  /** Cuts what another worker is in. False where nothing is worth it at present. */
  async #steal(): Promise<boolean> {
    const idle = this.#idle();
    const [victim] = [...this.#tasks]
      .filter(({ range, pages, cutting }) => !cutting && !range.done && pages >= pagesBeforeCut)
      .sort((a, b) => b.pages - a.pages);
    if (!victim || idle < 1) return false;
    victim.cutting = true;
    try {
      const cut = cutRange(victim.range, await this.#borders(victim.range, idle), this.#ranges.length);
      victim.pages = cut.length > 0 ? 0 : pagesBeforeCut - pagesBetweenTries;
      if (cut.length === 0) return false;
      this.#ranges.push(...cut);
      this.#changedSince = true;
      this.#tellChange();
      return true;
    } finally {
      victim.cutting = false;
    }
  }

  /** None where the store could not say: whoever lists goes on as before. */
  async #borders(range: KeyRange, wanted: number): Promise<string[]> {
    try {
      return await proposeBorders(this.#store, { ...range }, wanted, this.#signal());
    } catch (thrown) {
      if (isRetriable(asFault(thrown).code)) return [];
      throw thrown;
    }
  }

  #isBatch(): boolean {
    const { batchObjects, batchMs, now } = this.#options;
    return this.#held.objects.length >= batchObjects || now().getTime() - this.#savedAt >= batchMs;
  }

  /** One at a time. Whoever comes with a full batch meanwhile waits, so that no more than two are ever in memory. */
  #save(atTheEnd: boolean): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      if (this.#lost || !(atTheEnd || this.#isBatch())) return;
      const held = this.#held;
      this.#held = emptyHeld();
      this.#changedSince = false;
      this.#savedAt = this.#options.now().getTime();
      const ranges = this.#ranges.map((range) => ({ ...range }));
      if (await this.#options.save({ ...held, ranges, workers: this.#tasks.size })) return;
      this.#lost = true;
      this.#end("at once");
    });
    return this.#saving;
  }

  #end(how: "at once" | "after what is in hand"): void {
    this.#ending = true;
    if (how === "at once") this.#abort.abort();
    this.#tellChange();
  }

  #signal(): AbortSignal {
    return AbortSignal.any([this.#abort.signal, AbortSignal.timeout(patienceMs)]);
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #tellChange(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function emptyHeld(): { objects: NewObject[]; bytes: number; sidecars: number } {
  return { objects: [], bytes: 0, sidecars: 0 };
}
