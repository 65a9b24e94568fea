import { join } from "node:path";
import type { TenantCtx } from "../ports/ctx.ts";
import { reportCsv } from "../run/report-csv.ts";
import { reportHtml } from "../run/report-html.ts";
import type { ReportFlags } from "./report.ts";
import type { RunReport } from "./report-text.ts";
import { makeFolder, writeTexts } from "./write-texts.ts";

/** Writes what `--report-out` and `--format` ask for, a page of objects at a time. */
export async function writeReport(
  ctx: TenantCtx,
  report: RunReport,
  { reportOut, format }: ReportFlags,
): Promise<void> {
  if (!reportOut) return;
  await makeFolder(reportOut);
  if (format !== "csv") await writeTexts(join(reportOut, "report.html"), [reportHtml(report)]);
  if (format !== "html") await writeTexts(join(reportOut, "report.csv"), reportCsv(ctx, report.run.id));
}
