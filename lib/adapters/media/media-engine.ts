import type { MediaEngine, SignJob } from "../../ports/media.ts";
import { checkToBeSigned } from "./check-to-be-signed.ts";
import { type ChildPoolOptions, makeChildPool } from "./child-pool.ts";

export interface MediaEngineOptions extends Omit<ChildPoolOptions, "childPath"> {
  /** Where the media process's program is; asked on first use, so that a process that touches no media needs none. */
  childPath: () => string;
  deadlineMsBase: number;
  deadlineMsPerMb: number;
}

/** Images with more pixels get no thumbnail: decoding them is what the cap is for. */
const thumbnailPixelsMax = 50_000_000;

/** The port's engine over a pool of media processes, which start with the first job. */
export function makeMediaEngine(options: MediaEngineOptions): MediaEngine {
  let pool: ReturnType<typeof makeChildPool> | undefined;
  const running = () => {
    pool ??= makeChildPool({ ...options, childPath: options.childPath() });
    return pool;
  };
  const deadlineMs = (sizeBytes: number) =>
    options.deadlineMsBase + Math.ceil((sizeBytes / 1e6) * options.deadlineMsPerMb);
  return {
    parallel: options.parallel,
    inspect: ({ path, sizeBytes, thumbnail }) =>
      running().run(
        { kind: "inspect", path, thumbnail, pixelsMax: thumbnailPixelsMax },
        { deadlineMs: deadlineMs(sizeBytes) },
      ),
    validate: ({ path, sizeBytes, mime, manifestPath, anchorsPem }) =>
      running().run({ kind: "validate", path, mime, manifestPath, anchorsPem }, { deadlineMs: deadlineMs(sizeBytes) }),
    sign: (job) => running().run(signRequest(job), { deadlineMs: deadlineMs(job.sizeBytes), sign: onceOver(job) }),
    close: async () => pool?.close(),
  };
}

/** What of a job crosses to the child: the signer's public facts, and nothing that can sign. */
function signRequest({ path, mime, mode, definition, signer, outputPath }: SignJob) {
  return {
    kind: "sign",
    path,
    mime,
    mode,
    definition,
    algorithm: signer.algorithm,
    chainPem: signer.chainPem,
    outputPath,
  } as const;
}

/** The job's one signature: a second request is refused, whatever it asks for. */
function onceOver({ signer, definition }: SignJob): (bytes: Uint8Array) => Promise<Uint8Array> {
  let asked = false;
  return async (bytes) => {
    if (asked) throw new RangeError("this job has had its signature");
    asked = true;
    checkToBeSigned(bytes, { algorithm: signer.algorithm, definition });
    return signer.sign(bytes);
  };
}
