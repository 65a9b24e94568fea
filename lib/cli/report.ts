import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Command, Option } from "commander";
import { type CommandEnd, command as ended } from "../edge/command.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import type { Id } from "../kernel/ids.ts";
import { formatUsd, parseUsd } from "../kernel/money.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { reportRun } from "../run/report.ts";
import { reportCsv } from "../run/report-csv.ts";
import { reportHtml } from "../run/report-html.ts";
import type { RunView } from "../run/schema.ts";
import { localSlug } from "../tenant/local-tenant.ts";
import { jsonText, writeNamed } from "./json.ts";
import { withLocal } from "./open-local.ts";
import { runIdOf } from "./run-id.ts";

export interface ReportFlags {
  reportOut?: string;
  format: "html" | "csv" | "all";
}

export function reportFlags(command: Command): Command {
  return command
    .option("--report-out <folder>", "write the completion report into this folder")
    .addOption(new Option("--format <format>", "which report to write").choices(["html", "csv", "all"]).default("all"));
}

export function reportCommand(program: Command): void {
  reportFlags(program.command("report"))
    .argument("<run>", "the id of a run", runIdOf)
    .description("What became of a run's objects, by outcome and reason")
    .option("--tenant <slug>", "the workspace", localSlug)
    .option("--json", "print the summary as JSON")
    .addHelpText("after", "\nExample:\n  $ c2c report run_01m3v4k9ab2c3d4e5f6g7h --report-out report/ --format all")
    .action(async (runId: Id<"run">, flags: ReportFlags & { tenant: string; json?: boolean }) => {
      process.exitCode = await ended(() =>
        withLocal(flags.tenant, async ({ ctx }) => {
          const summary = await reportRun(ctx, { runId });
          await writeReport(ctx, summary.run, flags);
          const reasons = summary.reasons.map(
            (row) => `  ${row.objects.padStart(8)}  ${row.outcome}${row.why ? `, ${row.why}: ${row.sentence}` : ""}`,
          );
          process.stdout.write(flags.json ? jsonText(summary) : `${runText(summary.run)}${reasons.join("\n")}\n`);
          return endOfRun(summary.run);
        }),
      );
    });
}

/** Writes what `--report-out` and `--format` ask for, a page of objects at a time. */
export async function writeReport(ctx: TenantCtx, run: RunView, flags: ReportFlags): Promise<void> {
  if (!flags.reportOut) return;
  await mkdir(flags.reportOut, { recursive: true });
  if (flags.format !== "csv")
    await writeNamed(join(flags.reportOut, "report.html"), reportHtml(await reportRun(ctx, { runId: run.id })));
  if (flags.format !== "html")
    await pipeline(Readable.from(reportCsv(ctx, run.id)), createWriteStream(join(flags.reportOut, "report.csv")));
}

/** Partial where something failed, was skipped because of itself, or is not settled: scripts look at the exit code. */
export function endOfRun(run: RunView): CommandEnd {
  return run.state === "finished" && run.failed === "0" && run.skipped === "0" ? "success" : "partial";
}

export function runText(run: RunView): string {
  const count = (text: string) => Number(text).toLocaleString("en-US");
  const usd = (text: string) => formatUsd(parseUsd(text));
  return [
    `${run.state}: ${count(run.signed)} signed, ${count(run.skipped)} skipped, ${count(run.failed)} failed, of ${count(run.objects)}`,
    `${run.assetsPerSecond.toFixed(1)} objects/s, ${formatBytes(Math.round(run.bytesPerSecond))}/s, ${(run.activeMs / 1000).toFixed(1)} s`,
    `cost ${usd(run.cost.soFarUsd)}, estimated ${usd(run.cost.estimateUsd)} (${usd(run.cost.estimateLowUsd)}–${usd(run.cost.estimateHighUsd)})`,
    `run  ${run.id}\n`,
  ].join("\n");
}
