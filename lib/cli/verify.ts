import { type Command, InvalidArgumentError, Option } from "commander";
import type { Id } from "../kernel/ids.ts";
import { type ImageTransform, imageTransforms } from "../ports/media.ts";
import type { Act } from "./desk.ts";
import { countOf, tenantOption } from "./flags.ts";
import { runIdOf } from "./run-id.ts";

export interface VerifyFlags {
  manifest?: string;
  manifestPrefix: string;
  anchors?: string;
  revocation: "none" | "ocsp" | "crl" | "both";
  run?: Id<"run">;
  sample?: number;
  seed?: number;
  route: string[];
  transforms: ImageTransform[];
  format: "text" | "json" | "csv";
  tenant?: string;
  json?: boolean;
}

export function verifyCommand(program: Command, act: Act): void {
  program
    .command("verify")
    .argument("[files...]", "media files, folders of them, or addresses of images")
    .option("--manifest <file>", "the manifest store of the one file, where it is kept apart from it")
    .option(
      "--manifest-prefix <prefix>",
      "where runs in mode remote put manifest stores, in the file's folder or one above it",
      "c2pa/manifests/",
    )
    .option("--anchors <file>", "trust anchors in PEM (default: this workspace's own signing identities)")
    .addOption(
      new Option("--revocation <how>", "of addresses: ask the certificates' issuers if they were revoked")
        .choices(["none", "ocsp", "crl", "both"])
        .default("none"),
    )
    .option("--run <id>", "test what survives on delivery of this run's signed objects", runIdOf)
    .option(
      "--sample <n>",
      "with --run: how many objects, drawn evenly over their formats (default: 40)",
      countOf(1, 1000),
    )
    .option("--seed <n>", "with --run: the same seed draws the same objects (default: 1)", countOf(0, 2_147_483_647))
    .addOption(
      new Option(
        "--route <name=address>",
        "with --run: a public address with {key} in it, named for what is done there. May be repeated",
      )
        .argParser((value: string, before: string[]) => [...before, value])
        .default([], "none"),
    )
    .addOption(
      new Option("--transforms <list>", `with --run: do it here, any of ${imageTransforms.join(",")}`)
        .argParser(transformsOf)
        .default([], "none"),
    )
    .addOption(
      new Option("--format <format>", "how to print; csv with --run alone")
        .choices(["text", "json", "csv"])
        .default("text"),
    )
    .addOption(tenantOption())
    .option("--json", "print the findings as JSON")
    .description("Validate manifests: state and status codes as the specification words them")
    .addHelpText(
      "after",
      `
A manifest is looked for in the file, then beside it (photo.jpg.c2pa, photo.c2pa), then where a run of this workspace
put it, then below --manifest-prefix. Of an address: in the file, then where its Link header and its XMP lead, then on
the same path.

Examples:
  $ c2c verify ~/Pictures
  $ c2c verify signed/harbour.jpg
  $ c2c verify harbour.jpg --manifest harbour.c2pa --json
  $ c2c verify https://www.example.com/harbour.jpg --revocation ocsp
  $ c2c verify --run run_01m3v4k9ab2c3d4e5f6g7h --sample 40 \\
      --route 'original=https://cdn.example.com/{key}' --route 'resize=https://cdn.example.com/{key}?w=800'
  $ c2c verify --run run_01m3v4k9ab2c3d4e5f6g7h --transforms resize,re-encode,strip

Exit code 10 where a file has no manifest, or one that is Invalid; with --run where anything did not survive whole.`,
    )
    .action((files: string[], flags: VerifyFlags) =>
      act(async (desk) => (await import("./verify-work.ts")).verifyWork(desk, files, flags)),
    );
}

function transformsOf(text: string): ImageTransform[] {
  const names = text.split(",").map((name) => name.trim());
  const wrong = names.find((name) => !imageTransforms.some((known) => known === name));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`${wrong || "An empty name"} is none of ${imageTransforms.join(", ")}.`);
  return imageTransforms.filter((name) => names.includes(name));
}
