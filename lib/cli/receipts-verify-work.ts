import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { CommandEnd } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import { type ExportVerdict, verifyExport } from "../receipt/verify-export.ts";
import { cannotRead } from "./cannot-read.ts";
import { jsonText } from "./json-text.ts";
import { printable } from "./table.ts";

/** Reads nothing but the file: it must hold on an auditor's machine, where there is no installation. */
export async function receiptsVerifyWork(file: string, { json }: { json?: boolean }): Promise<CommandEnd> {
  const verdict = await verifyExport(linesOf(file));
  if (json) process.stdout.write(jsonText(verdict));
  if (verdict.kind === "broken")
    throw new Fault("corrupt", `${file}, line ${verdict.line}: ${printable(verdict.problem)}.`);
  if (!json) process.stdout.write(intactText(verdict));
  return "success";
}

function intactText({ receipts, tenant, chain, treeRoot }: ExportVerdict & { kind: "intact" }): string {
  return [
    `Intact: ${receipts.toLocaleString("en-US")} receipts of ${printable(tenant)}, no gap, every link and leaf as computed.`,
    `chain      ${chain}`,
    `tree root  ${treeRoot}\n`,
  ].join("\n");
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  try {
    await once(input, "open");
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    if (cause !== input.errored) throw cause;
    throw cannotRead(file, cause, "Name the file that c2c receipts export wrote.");
  } finally {
    input.destroy();
  }
}
