import { readFile } from "node:fs/promises";
import type { CommandEnd } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Validation } from "../ports/media.ts";
import { withStampAnchors } from "../proof/with-stamp-anchors.ts";
import { getIdentity } from "../signer-identity/get.ts";
import { listIdentities } from "../signer-identity/list.ts";
import { stampAnchors } from "../stamper/stamp-anchors.ts";
import { cannotRead } from "./cannot-read.ts";
import type { Desk } from "./desk.ts";
import { findManifest } from "./find-manifest.ts";
import { jsonText } from "./json-text.ts";
import { type KnownFolder, knownFolders } from "./known-manifest.ts";
import { mediaBelow } from "./media-below.ts";
import { survivalWork } from "./survival-work.ts";
import { printable } from "./table.ts";
import type { VerifyFlags } from "./verify.ts";
import { verifyAddresses } from "./verify-addresses.ts";

/** What was found with one file. `manifest` is `embedded`, or the path of its store; null where there is none. */
type Finding = { file: string; manifest: string | null; validation: Validation | null };

export async function verifyWork(desk: Desk, named: string[], flags: VerifyFlags): Promise<CommandEnd> {
  if (flags.run) {
    if (named.length > 0) throw new Fault("invalid", "--run tests what that run signed: name no file beside it.");
    return survivalWork(desk, flags.run, flags);
  }
  refuseRunFlags(flags);
  const isAddress = (name: string) => /^https?:\/\//i.test(name);
  const addresses = named.filter(isAddress);
  const files = named.filter((name) => !isAddress(name));
  if (named.length === 0) throw new Fault("invalid", "Name files, folders or addresses, or a run with --run.");
  if (addresses.length > 0 && files.length > 0)
    throw new Fault("invalid", "Name files or addresses, not both in one call.");
  const wanted = { ...flags, json: flags.json || flags.format === "json" };
  return addresses.length > 0 ? verifyAddresses(desk, addresses, wanted) : verifyFiles(desk, files, wanted);
}

/** What only means something for a run is refused beside files, where it would be passed over in silence. */
function refuseRunFlags({ sample, seed, route, transforms, format }: VerifyFlags): void {
  const given = { "--sample": sample, "--seed": seed, "--route": route[0], "--transforms": transforms[0] };
  const [flag] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (flag) throw new Fault("invalid", `${flag} tests what survives of a run: name that with --run.`);
  if (format === "csv") throw new Fault("invalid", "--format csv is for --run. For files and addresses: text or json.");
}

async function verifyFiles({ withLocal, signal }: Desk, files: string[], flags: VerifyFlags): Promise<CommandEnd> {
  if (flags.revocation !== "none")
    throw new Fault("invalid", "--revocation is asked about what an address leads to; the inspect page takes files.");
  const givenAnchors = flags.anchors ? await readNamed(flags.anchors, "--anchors") : null;
  const paths = (await Promise.all(files.map(mediaBelow))).flat();
  if (paths.length === 0)
    throw new Fault(
      "invalid",
      "There is no media in what you named: no file whose name says image, video, sound or PDF.",
    );
  if (flags.manifest && paths.length !== 1)
    throw new Fault("invalid", "--manifest belongs to one file: name just that one.");
  if (flags.manifest) await readNamed(flags.manifest, "--manifest");
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const identities = await allIdentities(ctx);
    const anchors = givenAnchors === null ? identities.map(({ anchorPem }) => anchorPem) : [givenAnchors];
    const trust = {
      anchors,
      // Whoever gives anchors means those and no others.
      stampAnchors: givenAnchors === null ? await stampAnchors(ctx) : [],
      signerKeyIds: identities.map(({ keyId }) => keyId),
      folders: await knownFolders(ctx),
    };
    const findings: Finding[] = [];
    let bad = 0;
    for (let at = 0; at < paths.length && !signal.aborted; at += ctx.ports.media.parallel) {
      const together = paths.slice(at, at + ctx.ports.media.parallel);
      for (const finding of await Promise.all(together.map((path) => verifyFile(ctx, path, flags, trust)))) {
        if (!finding.validation || finding.validation.state === "Invalid") bad++;
        if (flags.json) findings.push(finding);
        else process.stdout.write(findingText(finding));
      }
    }
    if (flags.json) process.stdout.write(jsonText(findings));
    return bad > 0 || signal.aborted ? "partial" : "success";
  });
}

async function verifyFile(
  ctx: TenantCtx,
  path: string,
  flags: VerifyFlags,
  trust: { anchors: string[]; stampAnchors: string[]; signerKeyIds: string[]; folders: KnownFolder[] },
): Promise<Finding> {
  const { sizeBytes, mime, manifest } = await findManifest(ctx, path, { ...flags, ...trust });
  if (manifest === null) return { file: path, manifest: null, validation: null };
  const what = { path, sizeBytes, mime, manifestPath: manifest === "embedded" ? null : manifest };
  const look = (anchorsPem: string) => ctx.ports.media.validate({ ...what, anchorsPem });
  const validation = await withStampAnchors(trust.anchors, trust.stampAnchors, look, (seen) => seen);
  return { file: path, manifest, validation };
}

function findingText({ file, manifest, validation }: Finding): string {
  if (!validation) return `${printable(file)}: no manifest found\n`;
  const { activeManifest, codes } = validation;
  const failures = codes
    .filter((code) => code.kind === "failure")
    .map((code) => `    ${printable(code.code)}${code.explanation ? `: ${printable(code.explanation)}` : ""}`);
  const signer = activeManifest?.signer.commonName ?? activeManifest?.signer.issuer;
  return [
    `${printable(file)}: ${validation.state} (${printable(manifest ?? "")})`,
    ...(activeManifest
      ? [`    ${printable(activeManifest.label)}${signer ? `, signed by ${printable(signer)}` : ""}`]
      : []),
    ...failures,
    "",
  ].join("\n");
}

async function allIdentities(ctx: TenantCtx): Promise<{ anchorPem: string; keyId: string }[]> {
  const found = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listIdentities(ctx, { cursor, limit: 500 });
    for (const { id } of page.items) found.push(await getIdentity(ctx, { identityId: id }));
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
}

function readNamed(path: string, flag: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw cannotRead(path, cause, `Check what ${flag} names.`);
  });
}
