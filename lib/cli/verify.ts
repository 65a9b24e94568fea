import type { Command } from "commander";
import type { Act } from "./desk.ts";
import { tenantOption } from "./flags.ts";

export interface VerifyFlags {
  manifest?: string;
  manifestPrefix: string;
  anchors?: string;
  tenant?: string;
  json?: boolean;
}

export function verifyCommand(program: Command, act: Act): void {
  program
    .command("verify")
    .argument("<files...>", "media files, or folders of them")
    .option("--manifest <file>", "the manifest store of the one file, where it is kept apart from it")
    .option(
      "--manifest-prefix <prefix>",
      "where runs in mode remote put manifest stores, in the file's folder or one above it",
      "c2pa/manifests/",
    )
    .option("--anchors <file>", "trust anchors in PEM (default: this workspace's own signing identities)")
    .addOption(tenantOption())
    .option("--json", "print the findings as JSON")
    .description("Validate manifests: state and status codes as the specification words them")
    .addHelpText(
      "after",
      `
A manifest is looked for in the file, then beside it (photo.jpg.c2pa, photo.c2pa), then below --manifest-prefix.

Examples:
  $ c2c verify ~/Pictures
  $ c2c verify signed/harbour.jpg
  $ c2c verify harbour.jpg --manifest harbour.c2pa --json

Exit code 10 where a file has no manifest, or one that is Invalid.`,
    )
    .action((files: string[], flags: VerifyFlags) =>
      act(async (desk) => (await import("./verify-work.ts")).verifyWork(desk, files, flags)),
    );
}
