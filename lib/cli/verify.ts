import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { command as ended } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Validation } from "../ports/media.ts";
import { getIdentity } from "../signer-identity/get.ts";
import { listIdentities } from "../signer-identity/list.ts";
import { localSlug } from "../tenant/local-tenant.ts";
import { jsonText } from "./json.ts";
import { withLocal } from "./open-local.ts";
import { printable } from "./table.ts";

type Finding = { file: string; manifest: string | null; validation: Validation | null };

export function verifyCommand(program: Command): void {
  program
    .command("verify")
    .argument("<files...>", "media files, or folders of them")
    .option(
      "--manifest <file>",
      "the manifest store of the file, where it lies beside it (default: a .c2pa of the same name)",
    )
    .option("--anchors <file>", "trust anchors in PEM (default: this workspace's own signing identities)")
    .option("--tenant <slug>", "the workspace whose identities are trusted", localSlug)
    .option("--json", "print the findings as JSON")
    .description("Validate manifests: state and status codes as the specification words them")
    .addHelpText(
      "after",
      "\nExamples:\n  $ c2c verify signed/harbour.jpg\n  $ c2c verify harbour.jpg --manifest c2pa/manifests/3f….c2pa --json\n\nExit code 10 where a file has no manifest, or one that is Invalid.",
    )
    .action(async (files: string[], flags: { manifest?: string; anchors?: string; tenant: string; json?: boolean }) => {
      process.exitCode = await ended(() =>
        withLocal(flags.tenant, async ({ ctx }) => {
          const anchorsPem = flags.anchors ? await readNamed(flags.anchors) : await ownAnchors(ctx);
          const paths = (await Promise.all(files.map(mediaBelow))).flat();
          if (flags.manifest && paths.length !== 1)
            throw new Fault("invalid", "--manifest belongs to one file: name just that one.");
          let missing = 0;
          const findings: Finding[] = [];
          for (const path of paths) {
            const finding = await verifyFile(ctx, path, flags.manifest ?? null, anchorsPem);
            if (!finding.validation || finding.validation.state === "Invalid") missing++;
            if (flags.json) findings.push(finding);
            else process.stdout.write(findingText(finding));
          }
          if (flags.json) process.stdout.write(jsonText(findings));
          return missing > 0 ? ("partial" as const) : ("success" as const);
        }),
      );
    });
}

async function verifyFile(ctx: TenantCtx, path: string, given: string | null, anchorsPem: string): Promise<Finding> {
  const { size } = await stat(path);
  const job = { path, sizeBytes: size, mime: mimeByExtension(path) };
  const beside = given ?? (await firstThere([`${path}.c2pa`, path.replace(/\.[^.]*$/, ".c2pa")]));
  const { manifest } = await ctx.ports.media.inspect({ path, sizeBytes: size, nameMime: job.mime, thumbnail: false });
  if (given === null && manifest.kind === "found")
    return {
      file: path,
      manifest: "embedded",
      validation: await ctx.ports.media.validate({ ...job, manifestPath: null, anchorsPem }),
    };
  if (beside === null) return { file: path, manifest: null, validation: null };
  return {
    file: path,
    manifest: beside,
    validation: await ctx.ports.media.validate({ ...job, manifestPath: beside, anchorsPem }),
  };
}

function findingText({ file, manifest, validation }: Finding): string {
  if (!validation) return `${printable(file)}: no manifest found\n`;
  const { activeManifest, codes } = validation;
  const failures = codes
    .filter((code) => code.kind === "failure")
    .map((code) => `    ${code.code}${code.explanation ? `: ${printable(code.explanation)}` : ""}`);
  const signer = activeManifest?.signer.commonName ?? activeManifest?.signer.issuer;
  return [
    `${printable(file)}: ${validation.state} (${manifest === "embedded" ? "embedded" : printable(manifest ?? "")})`,
    ...(activeManifest
      ? [`    ${printable(activeManifest.label)}${signer ? `, signed by ${printable(signer)}` : ""}`]
      : []),
    ...failures,
    "",
  ].join("\n");
}

async function ownAnchors(ctx: TenantCtx): Promise<string> {
  const { items } = await listIdentities(ctx, {});
  const details = await Promise.all(items.map(({ id }) => getIdentity(ctx, { identityId: id })));
  return details.map((identity) => identity.anchorPem).join("\n");
}

/** A folder's media files, its folders' too, in order; a file is itself. Manifest stores are no media. */
async function mediaBelow(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new Fault("invalid", `${path}: there is no such file.`);
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /^(image|video|audio)\//.test(mimeByExtension(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function firstThere(paths: string[]): Promise<string | null> {
  for (const path of paths) if (await stat(path).catch(() => null)) return path;
  return null;
}

function readNamed(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: Error) => {
    throw new Fault("invalid", `${path} cannot be read: ${cause.message}`);
  });
}
