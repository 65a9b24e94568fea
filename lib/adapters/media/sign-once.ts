import { readFile } from "node:fs/promises";
import { Fault } from "../../kernel/fault.ts";
import { listXmpInstanceIds } from "../../media/xmp-instance-id.ts";
import type { SignJob } from "../../ports/media.ts";
import { type AssetFacts, checkClaim } from "./check-claim.ts";
import { isSignatureRequest, type SignatureAnswer } from "./child-protocol.ts";

/**
 * The parent's side of one `sign` task. Answers the first request of the child, and only when its bytes are the claim
 * that was ordered; every further one is refused, so that a hijacked media process is no signing oracle.
 * `fault` is why no signature was given, to be thrown in place of whatever the child makes of the refusal.
 */
export function signOnce(job: Pick<SignJob, "definition" | "signer" | "mode" | "path">): {
  answer(message: unknown): Promise<SignatureAnswer | null>;
  readonly fault: Fault | null;
  close(): void;
} {
  let state: "open" | "used" | "closed" = "open";
  let fault: Fault | null = null;

  function refuse(why: Fault): SignatureAnswer {
    fault ??= why;
    return { c2c: "no-signature" };
  }

  return {
    async answer(message) {
      if (!isSignatureRequest(message)) return null;
      if (state !== "open")
        return refuse(new Fault("internal", "A media process asked for a second signature and was refused."));
      state = "used";
      const toBeSigned = Uint8Array.from(message.bytes);
      const wrong = await checkClaim(toBeSigned, job.definition, job.signer, assetFacts(job));
      if (wrong)
        return refuse(
          new Fault("internal", `A media process asked to sign something that was not ordered: ${wrong}.`, {
            details: { what: "claim_refused", why: wrong },
          }),
        );
      try {
        return { c2c: "signature", bytes: await job.signer.sign(toBeSigned) };
      } catch (thrown) {
        return refuse(
          thrown instanceof Fault ? thrown : new Fault("upstream", "The signer did not answer.", { cause: thrown }),
        );
      }
    },
    get fault() {
      return fault;
    },
    close() {
      state = "closed";
    },
  };
}

/** By searching the bytes for text: the parent parses no media. */
function assetFacts({ path, mode }: Pick<SignJob, "mode" | "path">): AssetFacts {
  return {
    hasXmpInstance: async (id) => listXmpInstanceIds(await readFile(path)).includes(id),
    async mayUpdate() {
      if (mode !== "remote") return false;
      const bytes = await readFile(path);
      return bytes.includes("jumb", 0, "latin1") && bytes.includes("c2pa", 0, "latin1");
    },
  };
}
