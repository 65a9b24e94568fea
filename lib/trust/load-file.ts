import { z } from "zod";
import { verb } from "../ports/ctx.ts";
import { addList } from "./add-list.ts";
import { readBundle } from "./read-bundle.ts";
import { bundlePem, listName, trustListDetail } from "./schema.ts";

export const loadTrustFile = verb({
  name: "trust.load-file",
  summary: "Load a trust list from a file of certificates in PEM",
  scope: "identity.manage",
  input: z.object({ name: listName, pem: bundlePem }),
  output: trustListDetail,
  run: async (ctx, { name, pem }) =>
    addList(ctx, { action: "trust.load-file", name, url: null, bundle: await readBundle(ctx, pem, null) }),
});
