import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { command as ended } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { exportReceipts } from "../receipt/export.ts";
import { verifyExport } from "../receipt/verify-export.ts";
import { localSlug } from "../tenant/local-tenant.ts";
import { withLocal } from "./open-local.ts";

export function receiptsCommand(program: Command): void {
  const receipts = program.command("receipts").description("Export the receipt chain, or verify an export offline");
  receipts
    .command("export")
    .description("Write the whole receipt chain as JSON Lines")
    .option("--output <file>", "where to write (default: standard output)")
    .option("--tenant <slug>", "the workspace", localSlug)
    .addHelpText("after", "\nExample:\n  $ c2c receipts export --output receipts.jsonl")
    .action(async (options: { output?: string; tenant: string }) => {
      process.exitCode = await ended(() =>
        withLocal(options.tenant, async ({ ctx }) => {
          const count = await writeExport(ctx, options.output);
          if (options.output) console.error(`${count.toLocaleString("en-US")} receipts written to ${options.output}`);
          return "success" as const;
        }),
      );
    });
  receipts
    .command("verify")
    .argument("<file>", "an export, as `c2c receipts export` or the console wrote it")
    .description("Recompute an export's chain and tree from the file alone: no network, no database")
    .option("--json", "print the verdict as JSON")
    .addHelpText("after", "\nExample:\n  $ c2c receipts verify receipts.jsonl")
    .action(async (file: string, options: { json?: boolean }) => {
      process.exitCode = await ended(async () => {
        const verdict = await verifyExport(linesOf(file));
        if (options.json)
          console.log(
            JSON.stringify(verdict, (_name, value) => (typeof value === "bigint" ? value.toString() : value)),
          );
        if (verdict.kind === "broken") throw new Fault("corrupt", `${file}, line ${verdict.line}: ${verdict.problem}`);
        if (!options.json) {
          console.log(
            `Intact: ${verdict.receipts.toLocaleString("en-US")} receipts of ${verdict.tenant}, no gap, every link and leaf as computed.`,
          );
          console.log(`chain      ${verdict.chain}\ntree root  ${verdict.treeRoot}`);
        }
        return "success" as const;
      });
    });
}

async function writeExport(ctx: TenantCtx, output: string | undefined): Promise<number> {
  const out = output ? createWriteStream(output) : process.stdout;
  // Without a listener a full disk would end the process with a stack instead of a sentence.
  const failed = output
    ? once(out, "error").then(([cause]) =>
        Promise.reject(new Fault("invalid", `${output} cannot be written: ${String(cause.message)}`)),
      )
    : new Promise<never>(() => {});
  failed.catch(() => {});
  let count = 0;
  let cursor: string | undefined;
  for (;;) {
    const page = await exportReceipts(ctx, { cursor, limit: 5000 });
    for (const line of page.lines) if (!out.write(`${line}\n`)) await Promise.race([once(out, "drain"), failed]);
    count += page.lines.filter((line) => line.startsWith('{"seq"')).length;
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  if (output) {
    out.end();
    await Promise.race([once(out, "finish"), failed]);
  }
  return count;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  const opened = once(input, "open");
  await opened.catch((cause) => {
    throw new Fault("invalid", `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}
