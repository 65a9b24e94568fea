import { exportReceipts } from "../../lib/receipt/export.ts";
import type { TestTenant } from "./wiring.ts";

/** The lines of a tenant's whole export of receipts. */
export async function wholeExport(tenant: TestTenant): Promise<string[]> {
  const lines: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await exportReceipts(tenant.owner, { cursor, limit: 1000 });
    lines.push(...page.lines);
    if (page.nextCursor === null) return lines;
    cursor = page.nextCursor;
  }
}
