import { Fault } from "../kernel/fault.ts";
import { isId } from "../kernel/ids.ts";
import { outputPrefix } from "../plan/schema.ts";
import type { PlanFlags } from "./flags.ts";

/** The plan would refuse them too, but only after the bucket was listed and a sample of it read. Throws Fault `invalid`. */
export function refusePrefixes(
  flags: Pick<PlanFlags, "mode" | "manifestPrefix" | "targetPrefix" | "targetBucket" | "sidecar">,
): void {
  const named = [
    ["--manifest-prefix", flags.manifestPrefix],
    ["--target-prefix", flags.targetPrefix],
  ] as const;
  for (const [flag, prefix] of named) {
    const problem = outputPrefix.safeParse(prefix).error?.issues[0]?.message;
    if (problem) throw new Fault("invalid", `${flag} ${JSON.stringify(prefix)} ${problem}, as in ${flag} signed/.`);
  }
  if (flags.targetBucket !== undefined && !isId("bucket", flags.targetBucket))
    throw new Fault(
      "invalid",
      "--target-bucket takes a bucket's id, which begins with bkt_. Connect the bucket in the console first.",
    );
  if (flags.mode !== "embed" && flags.targetBucket !== undefined)
    throw new Fault("invalid", "--target-bucket is for --mode embed.");
  if (flags.mode !== "remote" && flags.sidecar === "same-path")
    throw new Fault("invalid", "--sidecar same-path is for --mode remote: in the others the manifest is in the file.");
  if (flags.mode === "embed" && flags.manifestPrefix === flags.targetPrefix)
    throw new Fault("invalid", "--target-prefix and --manifest-prefix must name different places.");
}
