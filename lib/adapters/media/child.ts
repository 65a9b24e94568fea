import { inspectFile } from "./child-inspect.ts";
import { signFile } from "./child-sign.ts";
import { validateFile } from "./child-validate.ts";
import type { ChildAnswers, ChildJob, FromChild } from "./messages.ts";

/**
 * What runs in a media process: the only place where strangers' bytes meet native code. It has no key, no credential, no
 * database and an empty environment; it is given paths and answers plain data. When its parent is gone, it goes too.
 */
export default async function work(job: ChildJob): Promise<ChildAnswers[ChildJob["kind"]]> {
  process.send?.({ c2c: "started", pid: process.pid } satisfies FromChild);
  switch (job.kind) {
    case "inspect":
      return inspectFile(job);
    case "sign":
      return signFile(job);
    case "validate":
      return validateFile(job);
  }
}

process.on("disconnect", () => process.exit(0));
