import { Fault } from "../kernel/fault.ts";
import { anchorsInAllMax } from "./schema.ts";

/** Each inspection reads all anchors of its workspace. Throws Fault `precondition` where they would be too many. */
export function refuseTooMany(anchors: number): void {
  if (anchors > anchorsInAllMax)
    throw new Fault(
      "precondition",
      `A workspace's trust lists have ${anchorsInAllMax} anchors at most in all; with this one they would have ${anchors}. Remove a list first.`,
    );
}
