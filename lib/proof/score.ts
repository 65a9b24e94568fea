import { ownCodes } from "./own-codes.ts";
import { isWebAddress } from "./places-of.ts";
import type { ProofFindings, ProofView } from "./schema.ts";

type Seen = Pick<ProofFindings, "manifest" | "codes" | "activeManifest">;
type Check = { name: string; points: number; look(seen: Seen): { passed: boolean; why: string } };

/**
 * The documented sum of named checks, 0 to 100, for API callers who want one number. It judges nothing: a file without a
 * manifest has 0 and may be as good as any. A check passes only on a C2PA status code or a finding that says so.
 */
export function scoreOf(seen: Seen): ProofView["score"] {
  const checks = table.map(({ name, points, look }) => ({ name, points, ...look(seen) }));
  return { total: checks.reduce((sum, { points, passed }) => sum + (passed ? points : 0), 0), checks };
}

const table: readonly Check[] = [
  {
    name: "manifest",
    points: 20,
    look: ({ activeManifest, manifest }) =>
      activeManifest ? yes(readWords[manifest.where]) : no("There is no active manifest that can be read."),
  },
  {
    name: "signature",
    points: 30,
    look: (seen) => byCode(seen, /^claimSignature\.validated$/, /^claimSignature\.(?!validated|inside)/),
  },
  {
    name: "certificate",
    points: 25,
    look: (seen) =>
      byCode(
        seen,
        /^signingCredential\.trusted$/,
        /^(signingCredential\.(?!trusted|ocsp\.notRevoked)|com\.c2concierge\.crl\.revoked$)/,
      ),
  },
  {
    name: "proof URI",
    points: 10,
    look: ({ manifest }) => {
      if (isWebAddress(manifest.provenance)) return yes("The file's XMP names an address in dcterms:provenance.");
      if (manifest.links.length > 0)
        return yes("The answer that the file came in names an address in its Link header.");
      return no("Neither the file's XMP nor a Link header names an address.");
    },
  },
  {
    name: "proof found",
    points: 10,
    look: ({ manifest, activeManifest }) => {
      if (manifest.copy) return yes("A manifest store was fetched from where the file says, and was read.");
      if (activeManifest && manifest.where === "beside")
        return yes("A manifest store was given beside the file, and was read.");
      if (activeManifest && isFetched(manifest)) return yes("A manifest store was fetched, and was read.");
      return no("No manifest store was given beside the file or fetched that can be read.");
    },
  },
  {
    name: "proofs match",
    points: 5,
    look: (seen) => {
      const { copy, where } = seen.manifest;
      if (copy)
        return copy.matches
          ? yes("The store that was fetched has the same active manifest as the file.")
          : no("The store that was fetched has another active manifest than the file.");
      if (where === "beside" || isFetched(seen.manifest))
        return byCode(
          seen,
          /^assertion\.(data|boxes|bmff)Hash\.match$/,
          /^assertion\.(data|boxes|bmff)Hash\.mismatch$/,
        );
      return no("There is no store apart from the file to compare with it.");
    },
  },
];

const readWords: Record<ProofFindings["manifest"]["where"], string> = {
  embedded: "The file carries an active manifest.",
  beside: "The store given has an active manifest.",
  link: "The store that the Link header leads to has an active manifest.",
  provenance: "The store that the file's XMP leads to has an active manifest.",
  "same-path": "The store beside the file's address has an active manifest.",
  none: "",
  several: "",
  unread: "",
};

function isFetched({ where }: ProofFindings["manifest"]): boolean {
  return where === "link" || where === "provenance" || where === "same-path";
}

/** Passed on a success code that fits, unless there is a failure that does. */
function byCode(seen: Seen, success: RegExp, failure: RegExp): { passed: boolean; why: string } {
  const codes = ownCodes(seen);
  const failed = codes.find(({ kind, code }) => kind === "failure" && failure.test(code));
  if (failed) return no(failed.code);
  const passed = codes.find(({ kind, code }) => kind === "success" && success.test(code));
  return passed ? yes(passed.code) : no("No status code says so.");
}

function yes(why: string) {
  return { passed: true, why };
}
function no(why: string) {
  return { passed: false, why };
}
