import { Fault } from "../../kernel/fault.ts";
import type { SignerFacts } from "../../ports/signer.ts";

/** By this machine's clock at the very moment of signing: whoever opened the signer may have done so long ago. */
export function refusePast({ notAfter }: Pick<SignerFacts, "notAfter">): void {
  if (notAfter.getTime() > Date.now()) return;
  throw new Fault("precondition", "The signing certificate is past its date. Plan with another signing identity.", {
    details: { what: "identity" },
  });
}
