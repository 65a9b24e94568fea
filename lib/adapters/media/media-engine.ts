import { availableParallelism } from "node:os";
import { Fault } from "../../kernel/fault.ts";
import { impossibleMode } from "../../media/impossible-mode.ts";
import type { MediaEngine, SignAnswer, SignJob, SignOrder } from "../../ports/media.ts";
import { makeChildPool } from "./child-pool.ts";
import type { ChildAnswer } from "./child-protocol.ts";
import { childOrder, signOnce } from "./sign-once.ts";

export interface MediaEngineOptions {
  /** Gives the bundle that media processes run, when the first one starts: see `mediaChildPath`. */
  childPath: () => string;
  /** How many media processes at once. */
  parallel: number;
  /** Resident memory of one media process. */
  memoryMbMax: number;
  /** An asset may take `deadlineMsBase` and `deadlineMsPerMb` for each megabyte of it; then its process is killed. */
  deadlineMsBase: number;
  deadlineMsPerMb: number;
  /** After this many assets per process the processes are replaced, against leaks of native code. 5,000 by default. */
  tasksPerChild?: number;
}

/** One media process more than there are cores: while one waits for its parent's word, another has its core. */
export function mediaParallel(): number {
  return availableParallelism() + 1;
}

/** The engine over child processes, and in tests their process ids. */
export function makeMediaEngine(options: MediaEngineOptions): MediaEngine & { pids(): number[] } {
  const pool = makeChildPool(options);
  const deadlineMs = (sizeBytes: number) =>
    options.deadlineMsBase + Math.ceil((sizeBytes / 1_000_000) * options.deadlineMsPerMb);

  /** Every `sign` task: with its order from the start, or after `decide` has heard what the process saw. */
  async function converse(
    job: Pick<SignJob, "path" | "sizeBytes" | "outputPath" | "spent"> & { nameMime: string | null; mayStamp: boolean },
    what: Parameters<typeof signOnce>[1],
  ) {
    const once = signOnce(job.path, what);
    const { path, sizeBytes, nameMime, outputPath } = job;
    const order = once.order && childOrder(once.order);
    try {
      const task = { kind: "sign", path, nameMime, order, outputPath } as const;
      const { answer } = await pool.run(task, deadlineMs(sizeBytes), once.answer, job.spent, job.mayStamp);
      if (once.fault) throw once.fault;
      return { answer, inspection: once.inspection, order: once.order, signature: once.signature };
    } catch (thrown) {
      throw once.fault ?? thrown;
    } finally {
      once.close();
    }
  }

  return {
    parallel: options.parallel,
    async inspect({ path, sizeBytes, nameMime, thumbnail, spent }) {
      const task = { kind: "inspect", path, nameMime, thumbnail } as const;
      const { answer, bytes } = await pool.run(task, deadlineMs(sizeBytes), undefined, spent);
      if (answer.kind !== "inspected") return refuse(answer);
      return { ...answer.inspection, thumbnail: bytes.byteLength > 0 ? Uint8Array.from(bytes) : null };
    },
    async sign(job) {
      const order = possible(job);
      const { answer, signature } = await converse(
        { ...job, nameMime: null, mayStamp: job.stamp !== undefined },
        { order },
      );
      return signedOr(answer, order, signature);
    },
    async inspectAndSign({ decide, mayStamp = false, ...job }) {
      const { answer, inspection, order, signature } = await converse(
        { ...job, mayStamp },
        {
          decide: (seen) => {
            const decided = decide(seen);
            return decided && possible(decided);
          },
        },
      );
      if (inspection === null) return refuse(answer);
      return { inspection, signed: order === null ? null : signedOr(answer, order, signature) };
    },
    async validate({ path, sizeBytes, mime, manifestPath, anchorsPem, spent, ...job }) {
      const { pinnedLeafPem = null, storeOutputPath = null } = job;
      const task = { kind: "validate", path, mime, manifestPath, anchorsPem, pinnedLeafPem, storeOutputPath } as const;
      const { answer } = await pool.run(task, deadlineMs(sizeBytes), undefined, spent);
      return answer.kind === "validated" ? answer.validation : refuse(answer);
    },
    async examine({ sizeBytes, spent, storeOutputPath = null, ...job }) {
      const { path, nameMime, manifestPath, anchorsPem, sidePxMax } = job;
      const task = { kind: "examine", path, nameMime, manifestPath, anchorsPem, sidePxMax, storeOutputPath } as const;
      const { answer } = await pool.run(task, deadlineMs(sizeBytes), undefined, spent);
      return answer.kind === "examined" ? answer.examination : refuse(answer);
    },
    async restamp({ path, sizeBytes, mime, label, token: bytes, outputPath, spent }) {
      const token = bytes && Buffer.from(bytes).toString("base64");
      const task = { kind: "restamp", path, mime, label, token, outputPath } as const;
      const { answer } = await pool.run(task, deadlineMs(sizeBytes), undefined, spent);
      if (answer.kind === "refused") return answer.message;
      return answer.kind === "restamped" ? null : refuse(answer);
    },
    async transform({ path, sizeBytes, how, outputPath, spent }) {
      const task = { kind: "transform", path, how, outputPath } as const;
      const { answer } = await pool.run(task, deadlineMs(sizeBytes), undefined, spent);
      if (answer.kind === "refused") return answer.message;
      return answer.kind === "transformed" ? null : refuse(answer);
    },
    async parquetRows({ path, sizeBytes, columns, from, outputPath }) {
      const task = { kind: "parquet-rows", path, columns, from, outputPath } as const;
      const { answer } = await pool.run(task, deadlineMs(sizeBytes));
      if (answer.kind === "refused") return answer.message;
      return answer.kind === "rows" ? { rows: answer.rows, more: answer.more } : refuse(answer);
    },
    pids: pool.pids,
    close: pool.close,
  };
}

/** The order, where its format can be signed in its mode. */
function possible(order: SignOrder): SignOrder {
  const impossible = impossibleMode(order.mime, order.mode);
  if (impossible) throw new Fault("precondition", impossible, { details: { what: "mode" } });
  return order;
}

function signedOr(answer: ChildAnswer, { definition }: SignOrder, signature: Uint8Array | null): SignAnswer {
  if (answer.kind !== "signed") return refuse(answer);
  return { manifestLabel: definition.label, signature, outputSizeBytes: answer.outputSizeBytes };
}

function refuse(answer: ChildAnswer): never {
  if (answer.kind === "unbindable") throw new Fault("precondition", answer.why, { details: { what: "unbindable" } });
  if (answer.kind === "refused")
    throw new Fault("corrupt", `The asset cannot be signed: ${answer.message}`, { details: { what: "refused" } });
  throw new Fault("internal", `A media process answered ${answer.kind} to something else.`);
}
