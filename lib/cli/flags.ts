import { type Command, InvalidArgumentError, Option } from "commander";
import { type StampProfileName, stampProfiles } from "../kernel/stamp-profiles.ts";
import { type ParentPolicy, parentPolicies, type WritingMode, writingModes } from "../kernel/writing-modes.ts";
import { runPriorities } from "../run/priority.ts";
import type { Stratifier } from "../sample/schema.ts";

/** The flags that several commands share. Names and defaults are fixed: people have scripts on them. */
export interface SourceFlags {
  prefix: string[];
  origin: "s3" | "r2" | "file";
  bucket?: string;
  region?: string;
  endpoint?: string;
  accountId?: string;
  inventoryCsv?: string;
  inventoryReport?: string;
  json?: boolean;
  tenant?: string;
}

const collect = (value: string, before: string[]) => [...before, value];

/** Where the objects are. */
export function sourceFlags(command: Command): Command {
  return command
    .addOption(new Option("--origin <origin>", "where the objects are").choices(["s3", "r2", "file"]).default("file"))
    .addOption(
      new Option("--prefix <prefix>", "only keys that begin with it; with --origin file a folder. May be repeated")
        .argParser(collect)
        .default([], "all of the bucket"),
    )
    .option(
      "--bucket <name>",
      "the bucket, with --origin s3 or r2; keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    )
    .option("--region <region>", "the bucket's region (default: AWS_REGION, else us-east-1)")
    .option("--endpoint <url>", "where an S3-compatible store answers (default: AWS_ENDPOINT_URL)")
    .option("--account-id <id>", "the R2 account (default: R2_ACCOUNT_ID)")
    .option("--inventory-csv <file>", "read the object list from a CSV or JSONL file instead of listing")
    .option(
      "--inventory-report <key>",
      "read an S3 Inventory report, named by its manifest.json's key, instead of listing",
    )
    .addOption(tenantOption())
    .option("--json", "print one JSON document instead of text");
}

/** Not given, it is the command line's own workspace. */
export function tenantOption(): Option {
  return new Option("--tenant <slug>", "the workspace to work in (default: local, the command line's own)");
}

export interface SampleFlags {
  sample: number;
  stratify: Stratifier[];
}

const strata: readonly Stratifier[] = ["mime", "size", "prefix", "date"];

export function sampleFlags(command: Command): Command {
  return command
    .option(
      "--sample <n>",
      "how many objects to read for the estimate; of each stratum at least 10",
      countOf(1, 10_000),
      400,
    )
    .addOption(
      new Option("--stratify <list>", "what to stratify the sample by, any of mime,size,prefix,date")
        .argParser(strataOf)
        .default([...strata], strata.join(",")),
    );
}

export interface PlanFlags {
  mode: WritingMode;
  preserveEmbed: ParentPolicy;
  targetPrefix: string;
  targetBucket?: string;
  sidecar: "none" | "same-path";
  metadata?: string;
  fields?: string;
  missing: "refuse" | "skip";
  originType?: string;
  originStatement?: string;
  identity?: string;
  manifestPrefix: string;
  concurrency: number;
  maxInflight: number;
  retries: number;
  timeout: number;
  deadline?: number;
  tsaProfile?: "none" | StampProfileName;
  egressCost?: string;
  tsaCost?: string;
  cpuCost?: string;
  storageCost?: string;
  planOut?: string;
  ledgerOut?: string;
}

export function planFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--mode <mode>",
        "remote changes no byte of an asset; embed writes signed copies; embed-in-place replaces the objects themselves",
      )
        .choices(writingModes)
        .default("remote"),
    )
    .addOption(
      new Option("--preserve-embed <how>", "what to do with assets that carry a manifest")
        .choices(parentPolicies)
        .default("parent"),
    )
    .option("--target-prefix <prefix>", "where signed copies go, with --mode embed", "signed/")
    .option("--target-bucket <id>", "another connected bucket for them, by its id")
    .addOption(
      new Option("--sidecar <where>", "with --mode remote, another manifest store beside each object: a.c2pa for a.jpg")
        .choices(["none", "same-path"])
        .default("none"),
    )
    .option("--metadata <file>", "what to state of the assets: a template in JSON, whose {{names}} --fields fills")
    .option("--fields <file>", "the values, in CSV whose first column is key")
    .addOption(
      new Option("--missing <how>", "objects whose values are missing: make no plan, or leave them unsigned")
        .choices(["refuse", "skip"])
        .default("refuse"),
    )
    .option(
      "--origin-type <type>",
      "the assets' IPTC digital source type, such as trainedAlgorithmicMedia, as you declare it",
    )
    .option("--origin-statement <text>", "on what that declaration rests, in a sentence")
    .addOption(identityOption())
    .option("--manifest-prefix <prefix>", "where manifest stores go, with --mode remote", "c2pa/manifests/")
    .option("--concurrency <n>", "objects worked on at once", countOf(1, 10_000), 256)
    .option("--max-inflight <n>", "objects claimed at once", countOf(1, 100_000), 4096)
    .option("--retries <n>", "further attempts at an object", countOf(0, 100), 6)
    .option("--deadline <ms>", "milliseconds for one object as a whole (default: 180000)", countOf(1_000, 86_400_000))
    .option("--timeout <ms>", "milliseconds for one request to the store", countOf(1, 3_600_000), 12_000)
    .addOption(
      new Option(
        "--tsa-profile <name>",
        "time-stamp profile, as the workspace named its authorities (default: none)",
      ).choices(["none", ...stampProfiles]),
    )
    .option("--egress-cost <usd>", "price of a GB read, in dollars", dollarsOf)
    .option("--tsa-cost <usd>", "price of a time-stamp, in dollars", dollarsOf)
    .option("--cpu-cost <usd>", "price of an hour of one core, in dollars", dollarsOf)
    .option("--storage-cost <usd>", "price of a GB stored for a month, in dollars", dollarsOf)
    .option("--plan-out <file>", "write the plan, one item per content, as JSON")
    .option("--ledger-out <file>", "write the ledger as JSON");
}

/** Who signs: by its id, or the name that people gave it. */
export function identityOption(): Option {
  return new Option(
    "--identity <id>",
    "the signing identity, by its id or its name (default: the workspace's default, else a development one)",
  );
}

/** `otherwise` says what holds where it is not given, in brackets; nothing where nothing changes then. */
export function priorityOption(otherwise = ""): Option {
  return new Option("--priority <priority>", `which of the workspace's runs is served first${otherwise}`).choices(
    runPriorities,
  );
}

/** A whole number within bounds, as a flag's value. */
export function countOf(min: number, max: number) {
  return (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(`A whole number from ${min} to ${max} is needed.`);
    return value;
  };
}

function strataOf(text: string): SampleFlags["stratify"] {
  const names = text.split(",").map((name) => name.trim());
  const wrong = names.find((name) => !strata.some((known) => known === name));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`${wrong || "An empty name"} is none of ${strata.join(", ")}.`);
  return strata.filter((name) => names.includes(name));
}

function dollarsOf(text: string): string {
  if (!/^\d+(\.\d{1,9})?$/.test(text))
    throw new InvalidArgumentError("An amount of dollars with at most nine decimals is needed, such as 0.09.");
  return text;
}
