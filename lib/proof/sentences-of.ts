import { ownCodes } from "./own-codes.ts";
import type { ProofFindings } from "./schema.ts";

/** What these findings mean, the state's own meaning first, and what they do not mean. */
export function sentencesOf(findings: ProofFindings): string[] {
  const { manifest, state, anchors } = findings;
  if (state === null)
    return [withoutState[manifest.where as keyof typeof withoutState] ?? withoutState.none, saysNothing];
  return [
    meaningOf(state, anchors),
    ...(manifest.alsoEmbedded
      ? [
          "The file carries a manifest store of its own too. The one that was given beside it is the one described here.",
        ]
      : []),
    aboutTime(findings),
    "A state is a finding about the manifest and its binding to this file. It does not say that what the asset shows is so, or who made it.",
    "Nothing was fetched: no official trust list was asked, and whether a certificate was revoked was not looked up.",
  ];
}

function aboutTime(findings: ProofFindings): string {
  if (ownCodes(findings).some(({ kind, code }) => kind === "success" && code === "timeStamp.validated"))
    return "The time-stamp shows that the manifest existed by then. It does not show when the asset was made.";
  return "No time-stamp was found to hold, so nothing here shows when the manifest was signed.";
}

const saysNothing =
  "Most files have no Content Credential. Having none says nothing about where a file comes from or what it shows.";

const withoutState = {
  none: "No manifest store was found in the file, and none was given beside it.",
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
      return "Well-Formed: the manifest is built as it should be. Its signature or its binding to this file was not found to hold.";
    case "Invalid":
      return "Invalid: at least one check failed. The status codes of the kind failure say which.";
  }
}
