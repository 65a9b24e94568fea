import type { Fault } from "../kernel/fault.ts";
import type { Grant, GrantProbe } from "./schema.ts";

/** How trying one grant ended. `note` is something to say although it is granted. */
export type Finding =
  | { kind: "granted"; note?: string }
  | { kind: "fault"; fault: Fault }
  | { kind: "ignored" }
  | { kind: "refused" }
  | { kind: "not_tried"; because: string };

export type ProbedKind = "fs" | "s3" | "r2" | "mem";

/** A finding in the words of the person who connects a bucket: what was seen, and what to do about it. */
export function grantProbeOf(grant: Grant, finding: Finding, kind: ProbedKind): GrantProbe {
  const base = { grant, enables: enables[grant] };
  switch (finding.kind) {
    case "granted":
      return { ...base, ok: true, code: "granted", sentence: [granted[grant], finding.note].filter(Boolean).join(" ") };
    case "ignored":
      return {
        ...base,
        ok: false,
        code: "ignored",
        sentence:
          "The store took a second put of the same name although the first had to be the only one: it ignores conditional puts. " +
          "Runs cannot write here, since two workers could overwrite each other. Use a store, or a newer version of it, that honours If-None-Match.",
      };
    case "refused":
      return {
        ...base,
        ok: false,
        code: "refused",
        sentence:
          "The store refuses conditional puts. Runs cannot write here, since nothing would keep two workers from overwriting each other. " +
          "Use a store, or a newer version of it, that honours If-None-Match.",
      };
    case "not_tried":
      return { ...base, ok: false, code: "not_tried", sentence: `Not tried: ${finding.because}` };
    case "fault": {
      const { code, message } = finding.fault;
      const advice =
        code === "forbidden" && lacksPermission(finding.fault) ? permission[kind][grant] : otherAdvice[code];
      return { ...base, ok: false, code, sentence: [denied[grant], message, advice].filter(Boolean).join(" ") };
    }
  }
}

const enables: Record<Grant, string> = {
  list: "Inventories: finding out which objects there are.",
  get: "Samples and runs: reading the objects that are looked at and signed, and reading back what was written.",
  put: "Runs: writing manifests, or signed copies, to the bucket.",
  conditional_put: "Runs: writing each manifest exactly once, however many workers try at the same moment.",
};

const granted: Record<Grant, string> = {
  list: "The bucket can be listed.",
  get: "Objects can be read.",
  put: "Objects can be written.",
  conditional_put:
    "The store keeps the condition of a conditional put: the first writer won, the second was turned away.",
};

const denied: Record<Grant, string> = {
  list: "The bucket cannot be listed.",
  get: "Objects cannot be read.",
  put: "Objects cannot be written.",
  conditional_put: "A conditional put failed.",
};

const readFolder = "Let the user that runs the service read this folder and everything below it.";
const writeFolder = "Let the user that runs the service write to this folder.";
const readToken = "Give the API token at least Object Read on this bucket.";
const writeToken = "Give the API token Object Read & Write on this bucket.";
const permission: Record<ProbedKind, Record<Grant, string | undefined>> = {
  s3: {
    list: "Allow s3:ListBucket on the bucket.",
    get: "Allow s3:GetObject on the bucket's objects.",
    put: "Allow s3:PutObject on the bucket's objects.",
    conditional_put: "Allow s3:PutObject on the bucket's objects, without a condition that forbids If-None-Match.",
  },
  r2: { list: readToken, get: readToken, put: writeToken, conditional_put: writeToken },
  fs: { list: readFolder, get: readFolder, put: writeFolder, conditional_put: writeFolder },
  mem: { list: undefined, get: undefined, put: undefined, conditional_put: undefined },
};

const otherAdvice: Partial<Record<Fault["code"], string>> = {
  upstream: "Probe again in a moment.",
};

/** Wrong keys are refused as `forbidden` too, with a message that says so: advice on permissions would mislead there. */
function lacksPermission({ details }: Fault): boolean {
  const code = details?.s3Code;
  return code === undefined || code === "AccessDenied" || code === "HTTP403";
}
