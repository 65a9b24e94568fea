import { expect, test } from "vitest";
import { makeProgram } from "../../lib/cli/program.ts";

/** What the flags of a command are when it is called with these arguments; nothing is done. */
async function flagsOf(...args: string[]): Promise<Record<string, unknown>> {
  let flags: Record<string, unknown> = {};
  const program = makeProgram(async () => {});
  const command = program.commands.find((known) => known.name() === args[0]);
  command?.hook("preAction", (_, called) => {
    flags = called.opts();
  });
  await program.parseAsync(args, { from: "user" });
  return flags;
}

test("the defaults that scripts rely on are what they were", async () => {
  expect(await flagsOf("run")).toEqual({
    origin: "file",
    prefix: [],
    sample: 400,
    stratify: ["mime", "size", "prefix", "date"],
    mode: "remote",
    preserveEmbed: "parent",
    targetPrefix: "signed/",
    sidecar: "none",
    missing: "refuse",
    manifestPrefix: "c2pa/manifests/",
    concurrency: 256,
    maxInflight: 4096,
    retries: 6,
    timeout: 12_000,
    format: "all",
  });
});

test("every flag that scripts rely on is taken", async () => {
  const fixed =
    "--origin s3 --bucket b --prefix 2023/ --prefix 2024/ --inventory-csv l.csv --dry-run --plan-out p.json --ledger-out l.json " +
    "--report-out r --sample 7 --stratify date,mime --concurrency 1 --max-inflight 2 --retries 0 --timeout 5 --tsa-profile none " +
    "--verify-after --egress-cost 0.09 --tsa-cost 0 --cpu-cost 1.000000001 --storage-cost 2 --format csv";
  expect(await flagsOf("run", ...fixed.split(" "))).toMatchObject({
    origin: "s3",
    bucket: "b",
    prefix: ["2023/", "2024/"],
    inventoryCsv: "l.csv",
    dryRun: true,
    planOut: "p.json",
    ledgerOut: "l.json",
    reportOut: "r",
    sample: 7,
    stratify: ["mime", "date"],
    concurrency: 1,
    maxInflight: 2,
    retries: 0,
    timeout: 5,
    tsaProfile: "none",
    verifyAfter: true,
    egressCost: "0.09",
    tsaCost: "0",
    cpuCost: "1.000000001",
    storageCost: "2",
    format: "csv",
  });
  for (const command of ["inventory", "sample", "plan", "run"])
    expect(await flagsOf(command, "--inventory-csv", "list.csv")).toMatchObject({ inventoryCsv: "list.csv" });
  expect(await flagsOf("inventory", "--output", "o.jsonl")).toMatchObject({ output: "o.jsonl" });
});

test("every command has a sentence and an example", () => {
  const program = makeProgram(async () => {});
  const leaves = program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]));
  for (const command of leaves.filter((known) => known.name() !== "seed")) {
    expect(command.description(), command.name()).toMatch(/^[A-Z].{15,}/);
    let help = "";
    command.configureOutput({
      writeOut: (text) => {
        help += text;
      },
    });
    command.outputHelp();
    expect(help, command.name()).toMatch(/Examples?:\n {2}\$ c2c /);
  }
});

test("a run has a priority where none is named, and tuning one leaves it as it was", () => {
  const helpOf = (name: string) =>
    makeProgram(async () => {})
      .commands.find((command) => command.name() === name)
      ?.helpInformation()
      .replace(/\s+/g, " ");
  expect(helpOf("run")).toContain("is served first (default: normal)");
  expect(helpOf("tune")).toContain("is served first (choices:");
});
