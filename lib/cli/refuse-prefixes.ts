import { Fault } from "../kernel/fault.ts";
import { outputPrefix } from "../plan/schema.ts";
import type { PlanFlags } from "./flags.ts";

/** The plan would refuse them too, but only after the bucket was listed and a sample of it read. Throws Fault `invalid`. */
export function refusePrefixes(flags: Pick<PlanFlags, "mode" | "manifestPrefix" | "targetPrefix">): void {
  const named = [
    ["--manifest-prefix", flags.manifestPrefix],
    ["--target-prefix", flags.targetPrefix],
  ] as const;
  for (const [flag, prefix] of named) {
    const problem = outputPrefix.safeParse(prefix).error?.issues[0]?.message;
    if (problem) throw new Fault("invalid", `${flag} ${JSON.stringify(prefix)} ${problem}, as in ${flag} signed/.`);
  }
  if (flags.mode === "embed" && flags.manifestPrefix === flags.targetPrefix)
    throw new Fault("invalid", "--target-prefix and --manifest-prefix must name different places.");
}
