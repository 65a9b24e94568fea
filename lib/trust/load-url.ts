import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { verb } from "../ports/ctx.ts";
import { addList } from "./add-list.ts";
import { fetchBundle } from "./fetch-bundle.ts";
import { listName, listUrl, trustListDetail } from "./schema.ts";

export const loadTrustUrl = verb({
  name: "trust.load-url",
  summary: "Load a trust list from where it is published, and ask there again every day",
  scope: "identity.manage",
  input: z.object({ name: listName, url: listUrl }),
  output: trustListDetail,
  async run(ctx, { name, url }) {
    const bundle = await fetchBundle(ctx, url, null);
    if (!bundle) throw new Fault("upstream", "The list's address answered without a list.");
    return addList(ctx, { action: "trust.load-url", name, url, bundle });
  },
});
