import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { findThumbnail } from "./object-rows.ts";

export const getThumbnail = verb({
  name: "sample.thumbnail",
  summary: "A drawn object's thumbnail",
  scope: "inventory.read",
  input: z.object({ sampleId: idOf("sample"), key: z.string().max(4096) }),
  output: z.object({
    contentType: z.literal("image/webp"),
    base64: z.string().describe("The bytes of a WebP of at most 160 pixels"),
  }),
  async run(ctx, { sampleId, key }) {
    const bytes = await ctx.read((tx) => findThumbnail(tx, ctx.tenantId, sampleId, key));
    if (!bytes) throw new Fault("not_found", "There is no thumbnail of this object in the sample.");
    return { contentType: "image/webp" as const, base64: Buffer.from(bytes).toString("base64") };
  },
});
