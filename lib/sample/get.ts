import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { readsOf } from "../usage/rows.ts";
import { findingsOf } from "./findings.ts";
import { countFound } from "./object-rows.ts";
import { countRead, findSample } from "./rows.ts";
import { sampleDetail, stratum } from "./schema.ts";
import { showSample } from "./show-sample.ts";

export const getSample = verb({
  name: "sample.get",
  summary: "A sample: its strata, and what was found so far with intervals",
  scope: "inventory.read",
  input: z.object({ sampleId: idOf("sample") }),
  output: sampleDetail,
  run: (ctx, { sampleId }) =>
    ctx.read(async (tx) => {
      const row = await findSample(tx, ctx.tenantId, sampleId);
      if (!row) throw new Fault("not_found", "There is no such sample in this workspace.");
      const strata = z.array(stratum).parse(row.strata);
      const found = await countFound(tx, ctx.tenantId, sampleId);
      const counts = await countRead(tx, ctx.tenantId, [sampleId]);
      const reads = await readsOf(tx, ctx.tenantId, [sampleId]);
      return {
        ...showSample(row, counts.get(sampleId), reads.get(sampleId)),
        strata,
        findings: findingsOf(strata, found),
      };
    }),
});
