import { createHash, type Hash } from "node:crypto";
import type { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { keyKind } from "./own-keys.ts";
import { type Pieces, readObjectList } from "./read-object-list.ts";
import { type NewObject, objectRows, objectTable, saveProgress } from "./rows.ts";
import type { ImportFormat, importCursor } from "./schema.ts";

export interface ImportWork {
  id: Id<"inventory">;
  checkpoint: number;
  before: z.output<typeof importCursor> | null;
  format: ImportFormat;
  prefixes: string[];
  text: Pieces;
}

/** Records of one COPY, and of one saving of progress, which is a line of the audit log; a slow list is saved now and then. */
const recordsAtOnce = 5_000;
const recordsBetweenSaves = 100_000;
const msBetweenSaves = 60_000;
/** Beyond these, a list is most likely wrong throughout. */
const problemsMax = 20;

/**
 * Stores a list's records as they come, after those that an earlier call stored: that call's digest says whether they are
 * the same. Throws Fault `invalid` with the lines that are wrong, `precondition` where somebody ended the inventory, and
 * whatever the list's reader throws, which leaves what was stored until then.
 */
export async function takeInList(ctx: TenantCtx, work: ImportWork): Promise<void> {
  const intake = new Intake(ctx, work);
  const problems: Problem[] = [];
  try {
    for await (const read of readObjectList(work.text, work.format)) {
      if ("object" in read) {
        if (problems.length === 0) await intake.add(read.line, read.object);
      } else if (problems.push(read) >= problemsMax) break;
    }
    if (problems.length > 0) throw listFault(problems);
    await intake.finish();
  } finally {
    await intake.comeToRest();
  }
}

type Problem = { line: number; problem: string };

class Intake {
  readonly #ctx: TenantCtx;
  readonly #work: ImportWork;
  readonly #digest: Hash = createHash("sha256");
  #checkpoint: number;
  #read = 0;
  #saved = 0;
  #savedAt: number;
  #batch: { line: number; object: NewObject }[] = [];
  #counts = { objects: 0, bytes: 0, sidecars: 0 };
  #storing: Promise<void> = Promise.resolve();

  constructor(ctx: TenantCtx, work: ImportWork) {
    this.#ctx = ctx;
    this.#work = work;
    this.#checkpoint = work.checkpoint;
    this.#savedAt = ctx.now().getTime();
  }

  async add(line: number, object: NewObject): Promise<void> {
    this.#batch.push({ line, object });
    this.#read++;
    if (this.#batch.length < recordsAtOnce && this.#read !== this.#work.before?.records && !this.#isLate()) return;
    await this.#close();
    if (this.#isKnown() || (this.#read - this.#saved < recordsBetweenSaves && !this.#isLate())) return;
    await this.#storing;
    await this.#save();
  }

  /** Waits for what is being stored, whatever becomes of it. */
  async comeToRest(): Promise<void> {
    await this.#storing.catch(() => {});
  }

  async finish(): Promise<void> {
    if (this.#read === 0) throw listFault([{ line: 1, problem: "the list holds no objects" }]);
    await this.#close();
    await this.#storing;
    const { before } = this.#work;
    if (before && this.#read < before.records) throw anotherList();
    await this.#save();
  }

  /** One batch is stored while the next is read. */
  async #close(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#digest.update(batch.map(({ object }) => recordText(object)).join(""));
    await this.#storing;
    const { before } = this.#work;
    if (this.#isKnown()) {
      this.#saved = this.#read;
      if (this.#read === before?.records && this.#sha256() !== before.sha256) throw anotherList();
      return;
    }
    this.#storing = this.#store(batch);
    // Whoever awaits it next is told.
    this.#storing.catch(() => {});
  }

  /** Whether all that was read so far was stored and counted before. */
  #isKnown(): boolean {
    return this.#read <= (this.#work.before?.records ?? 0);
  }

  #isLate(): boolean {
    return this.#ctx.now().getTime() - this.#savedAt >= msBetweenSaves;
  }

  async #store(batch: { line: number; object: NewObject }[]): Promise<void> {
    const { id, prefixes } = this.#work;
    const lineOf = new Map<string, number>();
    const kept: NewObject[] = [];
    for (const { line, object } of batch) {
      const { key } = object;
      const earlier = lineOf.get(key);
      if (earlier !== undefined) throw listFault([{ line, problem: `repeats the key of line ${earlier}` }]);
      lineOf.set(key, line);
      if (!prefixes.some((prefix) => key.startsWith(prefix))) continue;
      const kind = keyKind(key);
      if (kind === "sidecar") this.#counts.sidecars++;
      if (kind !== "object") continue;
      this.#counts.objects++;
      this.#counts.bytes += object.sizeBytes;
      kept.push(object);
    }
    const added = await this.#ctx.ports.bulk.insert(this.#ctx.tenantId, objectTable, objectRows(id, kept));
    // What goes on after a crash finds what was stored and not yet counted then.
    if (added < kept.length && !this.#work.before)
      throw listFault([
        {
          line: batch[0]?.line ?? 1,
          problem: `to line ${batch.at(-1)?.line} repeat ${kept.length - added} of the keys on earlier lines`,
        },
      ]);
  }

  async #save(): Promise<void> {
    const { tenantId } = this.#ctx;
    const { id } = this.#work;
    const cursor = { records: this.#read, sha256: this.#sha256() };
    const act = { action: "inventory.import-progress", subject: id, detail: { records: this.#read } };
    const at = { tenantId, id, was: this.#checkpoint, now: this.#ctx.now() };
    const saved = await this.#ctx.write(act, (tx) => saveProgress(tx, at, { ...this.#counts, requests: 0, cursor }));
    if (!saved) throw new Fault("precondition", "The inventory was ended while its list was taken in.");
    this.#checkpoint++;
    this.#saved = this.#read;
    this.#savedAt = at.now.getTime();
    this.#counts = { objects: 0, bytes: 0, sidecars: 0 };
  }

  #sha256(): string {
    return this.#digest.copy().digest("hex");
  }
}

function recordText({ key, etag, sizeBytes, lastModified, storageClass, mime }: NewObject): string {
  return `${[key, etag, sizeBytes, lastModified.getTime(), storageClass, mime].join("\0")}\0\0`;
}

function anotherList(): Fault {
  return new Fault("precondition", "This is not the list that the inventory was begun with. Import it as a new one.");
}

function listFault(problems: Problem[]): Fault {
  const [first] = problems;
  const more = problems.length > 1 ? ` There are more such lines (${problems.length} told).` : "";
  return new Fault("invalid", `Line ${first?.line} ${verbOf(first?.problem ?? "")}.${more}`, {
    details: { fields: problems.map(({ line, problem }) => ({ path: `text line ${line}`, message: problem })) },
  });
}

function verbOf(problem: string): string {
  return /^(repeats|has|is|to line) /.test(problem) ? problem : `cannot be read: ${problem}`;
}
