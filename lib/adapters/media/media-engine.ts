import { Fault } from "../../kernel/fault.ts";
import { impossibleMode } from "../../media/impossible-mode.ts";
import type { MediaEngine, SignJob } from "../../ports/media.ts";
import { makeChildPool } from "./child-pool.ts";
import type { ChildAnswer } from "./child-protocol.ts";
import { signOnce } from "./sign-once.ts";

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

/** The engine over child processes, and in tests their process ids. */
export function makeMediaEngine(options: MediaEngineOptions): MediaEngine & { pids(): number[] } {
  const pool = makeChildPool(options);
  const deadlineMs = (sizeBytes: number) =>
    options.deadlineMsBase + Math.ceil((sizeBytes / 1_000_000) * options.deadlineMsPerMb);

  async function sign(job: SignJob): Promise<ChildAnswer> {
    const once = signOnce(job);
    const { path, sizeBytes, mime, mode, definition, outputPath } = job;
    const { algorithm, chainPem } = job.signer;
    try {
      const answer = await pool.run(
        { kind: "sign", path, sizeBytes, mime, mode, definition, algorithm, chainPem, outputPath },
        deadlineMs(sizeBytes),
        once.answer,
        job.spent,
      );
      if (once.fault) throw once.fault;
      return answer;
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
      const answer = await pool.run(task, deadlineMs(sizeBytes), undefined, spent);
      return answer.kind === "inspected" ? answer.inspection : refuse(answer);
    },
    async sign(job) {
      const impossible = impossibleMode(job.mime, job.mode);
      if (impossible) throw new Fault("precondition", impossible, { details: { what: "mode" } });
      const answer = await sign(job);
      if (answer.kind !== "signed") return refuse(answer);
      return { manifestLabel: job.definition.label, outputSizeBytes: answer.outputSizeBytes };
    },
    async validate({ path, sizeBytes, mime, manifestPath, anchorsPem, spent }) {
      const task = { kind: "validate", path, mime, manifestPath, anchorsPem } as const;
      const answer = await pool.run(task, deadlineMs(sizeBytes), undefined, spent);
      return answer.kind === "validated" ? answer.validation : refuse(answer);
    },
    async examine({ sizeBytes, spent, path, nameMime, manifestPath, anchorsPem, sidePxMax }) {
      const task = { kind: "examine", path, nameMime, manifestPath, anchorsPem, sidePxMax } as const;
      const answer = await pool.run(task, deadlineMs(sizeBytes), undefined, spent);
      return answer.kind === "examined" ? answer.examination : refuse(answer);
    },
    pids: pool.pids,
    close: pool.close,
  };
}

function refuse(answer: ChildAnswer): never {
  if (answer.kind === "unbindable") throw new Fault("precondition", answer.why, { details: { what: "unbindable" } });
  if (answer.kind === "refused")
    throw new Fault("corrupt", `The asset cannot be signed: ${answer.message}`, { details: { what: "refused" } });
  throw new Fault("internal", `A media process answered ${answer.kind} to something else.`);
}
