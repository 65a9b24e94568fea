import type { z } from "zod";
import { cutPage } from "../kernel/cut-page.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { apiKeyBeginning } from "./api-key-text.ts";
import { keysBefore } from "./rows.ts";
import { keyView } from "./schema.ts";

export const listKeys = verb({
  name: "tenant.list-keys",
  summary: "Lists the keys of the HTTP API, newest first, revoked ones too",
  scope: "key.read",
  input: pageInput,
  output: pageOf(keyView),
  async run(ctx, { cursor, limit }) {
    const rows = await ctx.read((tx) => keysBefore(tx, ctx.tenantId, cursor, limit + 1));
    const page = cutPage(rows, limit, (row) => row.id);
    return { ...page, items: page.items.map(viewOfKey) };
  },
});

/** What may be shown of a key's row: neither its fingerprint nor anything of its secret. */
export function viewOfKey(row: { lookup: string } & Record<string, unknown>): z.output<typeof keyView> {
  return keyView.parse({ ...row, beginning: apiKeyBeginning(row.lookup) });
}
