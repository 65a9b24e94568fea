import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { globalVerb } from "../ports/ctx.ts";
import { refusal } from "./refuse.ts";
import { findPublicStore } from "./rows.ts";

export const getProofStore = globalVerb({
  name: "proof.get-store",
  summary: "The manifest store of a proof, as it was embedded",
  scope: "public",
  input: z.object({ proofId: idOf("proof") }),
  output: z.object({ store: z.custom<Uint8Array>((value) => value instanceof Uint8Array), storeSha256: z.string() }),
  async run(ctx, { proofId }) {
    const found = await ctx.read((tx) => findPublicStore(tx, proofId));
    if (!found) throw refusal("PROOF_NOT_FOUND", "There is no such proof.");
    return found;
  },
});
