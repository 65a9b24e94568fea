import { ownCodes } from "./own-codes.ts";
import type { ProofFindings } from "./schema.ts";

/** What these findings mean, the state's own meaning first, and what they do not mean. */
export function sentencesOf(findings: ProofFindings): string[] {
  const { manifest, state, anchors } = findings;
  if (state === null) return [withoutManifest(manifest), saysNothing, aboutFetching(findings)];
  return [
    meaningOf(state, anchors),
    ...(manifest.alsoEmbedded
      ? [
          "The file carries a manifest store of its own too. The one that was given beside it is the one described here.",
        ]
      : []),
    aboutTime(findings),
    "A state is a finding about the manifest and its binding to this file. It does not say that what the asset shows is so, or who made it.",
    aboutFetching(findings),
    anchors === 0
      ? "No trust list was asked."
      : "Asked were the anchors of the workspace chosen and of the trust lists that it loaded, and no others.",
    aboutRevocation(findings),
  ];
}

function aboutTime(findings: ProofFindings): string {
  const succeeds = ownCodes(findings).flatMap(({ kind, code }) => (kind === "success" ? [code] : []));
  if (succeeds.includes("timeStamp.trusted"))
    return "The time-stamp shows that the manifest existed by then. It does not show when the asset was made.";
  if (succeeds.includes("timeStamp.validated"))
    return "The manifest has a time-stamp token of an authority that is not trusted here. Whoever made it could name any time, so it shows nothing of when the manifest was signed.";
  return "No time-stamp was found to hold, so nothing here shows when the manifest was signed.";
}

const saysNothing =
  "Most files have no Content Credential. Having none says nothing about where a file comes from or what it shows.";

function withoutManifest({ where, tried }: ProofFindings["manifest"]): string {
  if (where === "several" || where === "unread") return withoutState[where];
  const asked = tried.filter(({ url }) => url !== null).length;
  if (asked === 0) return "No manifest store was found in the file, and none was given beside it.";
  return `No manifest store was found in the file, nor at ${asked === 1 ? "the address" : `the ${asked} addresses`} asked.`;
}

function aboutRevocation({ revocation }: ProofFindings): string {
  const asked = revocation.filter(({ url }) => url !== null).length;
  if (revocation.length === 0) return "Whether a certificate was revoked was not looked up.";
  if (asked === 0) return "The certificates name nobody who could be asked whether they were revoked.";
  return "The certificates' issuers were asked whether they were revoked: what they answered is true of now, and not of when it was signed.";
}

/** What strangers may have heard of. */
function aboutFetching({ address, manifest }: ProofFindings): string {
  const asked = manifest.tried.filter(({ url }) => url !== null).length;
  if (asked > 0)
    return `${address === null ? "" : "The file was fetched from its address. "}Fetched for a manifest store: ${asked} address${asked === 1 ? "" : "es"}, listed here.`;
  return address === null
    ? "Nothing was fetched: no address that the file names was asked."
    : "The file was fetched from its address, and nothing else was.";
}

const withoutState = {
  several: "The file holds more than one manifest store. C2PA counts that as none, so none was validated.",
  unread: "The file is cut short or cannot be followed, so no manifest store was looked for in it.",
} as const;

function meaningOf(state: NonNullable<ProofFindings["state"]>, anchors: number): string {
  switch (state) {
    case "Trusted":
      return "Trusted: the manifest is Valid, and its signing certificate leads to a trust anchor of the workspace chosen.";
    case "Valid":
      return anchors === 0
        ? "Valid: the signature and the hard binding to this file hold. No trust anchor was given, so the signing certificate leads to none."
        : "Valid: the signature and the hard binding to this file hold. The signing certificate leads to no trust anchor of the workspace chosen.";
    case "Well-Formed":
      return "Well-Formed: the manifest is built as it should be, but is not Valid. Its signature, its certificate, or a hash that binds it to this file or to its own parts does not hold: the status codes of the kind failure say which.";
    case "Invalid":
      return "Invalid: the manifest is not built as the specification says, or cannot be read. The status codes of the kind failure say which part.";
  }
}
