import { ownCodes } from "./own-codes.ts";
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
      activeManifest
        ? yes(
            manifest.where === "beside"
              ? "The store given has an active manifest."
              : "The file carries an active manifest.",
          )
        : no("There is no active manifest that can be read."),
  },
  {
    name: "signature",
    points: 30,
    look: (seen) => byCode(seen, /^claimSignature\.validated$/, /^claimSignature\.(?!validated|inside)/),
  },
  {
    name: "certificate",
    points: 25,
    look: (seen) => byCode(seen, /^signingCredential\.trusted$/, /^signingCredential\.(?!trusted|ocsp\.notRevoked)/),
  },
  {
    name: "proof URI",
    points: 10,
    look: ({ manifest }) =>
      // `self#jumbf=…`, which older writers left there, leads to nowhere but the file.
      /^https?:/i.test(manifest.provenance ?? "")
        ? yes("The file's XMP names an address in dcterms:provenance.")
        : no("The file's XMP names no address in dcterms:provenance."),
  },
  {
    name: "proof found",
    points: 10,
    look: ({ manifest, activeManifest }) =>
      manifest.where === "beside" && activeManifest
        ? yes("A manifest store was given beside the file and was read.")
        : no("No readable manifest store was given beside the file, and nothing is fetched."),
  },
  {
    name: "proofs match",
    points: 5,
    look: (seen) =>
      seen.manifest.where === "beside"
        ? byCode(seen, /^assertion\.(data|boxes|bmff)Hash\.match$/, /^assertion\.(data|boxes|bmff)Hash\.mismatch$/)
        : no("There is no store beside the file to compare with it."),
  },
];

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
