import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { chainBefore, findReceipt, findSuperseding } from "./rows.ts";
import { receiptView } from "./schema.ts";
import { showReceipt } from "./show-receipt.ts";

export const getReceipt = verb({
  name: "receipt.get",
  summary: "One receipt with its canonical bytes and its place in the chain",
  scope: "receipt.read",
  input: z.object({ receiptId: idOf("receipt") }),
  output: receiptView,
  run: (ctx, { receiptId }) =>
    ctx.read(async (tx) => {
      const stored = await findReceipt(tx, ctx.tenantId, receiptId);
      if (!stored) throw new Fault("not_found", "There is no such receipt in this workspace.");
      const supersededBy = await findSuperseding(tx, ctx.tenantId, receiptId);
      return showReceipt(stored, await chainBefore(tx, ctx.tenantId, stored.seq), supersededBy);
    }),
});
