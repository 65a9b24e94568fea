import { ownCodes } from "./own-codes.ts";
import type { CheckView, ProofFindings } from "./schema.ts";

type Seen = Pick<ProofFindings, "codes" | "activeManifest" | "anchors" | "revocation">;
type Result = CheckView["result"];
interface Rule {
  passed?: RegExp;
  failed: RegExp;
  /** The SDK tells some failures as informational, where the specification lets the rest stand. */
  failsSoftly?: true;
  /** Without it a failure says nothing: no chain leads to an anchor that nobody gave. */
  asked?: (seen: Seen) => boolean;
  /** Where no code says so, what was seen in the certificates does. */
  holds?: (seen: Seen) => boolean;
  told: (seen: Seen, result: Result, now: Date) => string;
}

/**
 * Of the signing certificate, one of these must be there (C2PA 2.2, 14.5.1): document signing, e-mail protection,
 * C2PA's own.
 */
const usages: Record<string, string> = {
  "1.3.6.1.5.5.7.3.36": "documentSigning",
  "1.3.6.1.5.5.7.3.4": "emailProtection",
  "1.3.6.1.4.1.62558.2.1": "C2PA claim signing",
};

/**
 * Each check by itself, resting on the status codes about the active manifest, and what was seen in its certificates.
 */
export function checksOf(seen: Seen, now: Date): CheckView[] {
  const active = seen.activeManifest;
  if (active === null && seen.codes.length === 0) return [];
  const own = ownCodes(seen);
  const checks = rules.map(([name, rule]): CheckView => {
    const fails = (kind: string) => kind === "failure" || (rule.failsSoftly && kind === "informational");
    const failed = own.filter(({ kind, code }) => fails(kind) && rule.failed.test(code));
    const passed = own.filter(({ kind, code }) => kind === "success" && rule.passed?.test(code));
    const holds = passed.length > 0 || rule.holds?.(seen);
    const asked = rule.asked?.(seen) ?? true;
    const result = !asked ? "not told" : failed.length > 0 ? "failed" : holds ? "passed" : "not told";
    const codes = [...new Set([...failed, ...passed].map(({ code }) => code))];
    return { name, result, codes, detail: rule.told(seen, result, now) };
  });
  return [manifestCheck(seen), ...checks, ingredientsCheck(seen)];
}

const rules: readonly [CheckView["name"], Rule][] = [
  [
    "signature",
    {
      passed: /^claimSignature\.validated$/,
      failed: /^(claimSignature\.(?!outsideValidity)|algorithm\.)/,
      told: (_, result) =>
        ({
          passed: "The claim's signature holds under the signing certificate's key.",
          failed: "The claim's signature does not hold.",
          "not told": "No status code says whether the signature holds.",
        })[result],
    },
  ],
  [
    "chain",
    {
      passed: /^signingCredential\.trusted$/,
      failed: /^signingCredential\.untrusted$/,
      asked: ({ anchors }) => anchors > 0,
      told: ({ anchors, activeManifest }, result) =>
        result === "passed"
          ? `The chain of ${activeManifest?.chain.length ?? 0} certificates leads to a trust anchor that was given.`
          : anchors === 0
            ? "No trust anchor was given for the chain to lead to."
            : "The chain leads to none of the trust anchors that were given.",
    },
  ],
  [
    "extended key usage",
    {
      failed: /^signingCredential\.invalid$/,
      holds: ({ activeManifest }) => (activeManifest?.chain[0]?.extendedKeyUsage ?? []).some((oid) => oid in usages),
      told: usageDetail,
    },
  ],
  [
    "dates",
    {
      passed: /^claimSignature\.insideValidity$/,
      failed: /^(claimSignature\.outsideValidity|signingCredential\.expired)$/,
      told: datesDetail,
    },
  ],
  [
    "revocation",
    {
      passed: /^(signingCredential\.ocsp|com\.c2concierge\.crl)\.notRevoked$/,
      failed: /^(signingCredential\.(revoked|ocsp\.(revoked|unknown))|com\.c2concierge\.crl\.revoked)$/,
      told: revocationDetail,
    },
  ],
  [
    "time-stamp",
    {
      // Validated alone says that the token is whole and over this signature: anybody can make one, with any time.
      passed: /^timeStamp\.trusted$/,
      failed: /^timeStamp\.(mismatch|malformed|outsideValidity)$/,
      failsSoftly: true,
      told: stampDetail,
    },
  ],
  [
    "hard binding",
    {
      passed: /^assertion\.(dataHash|boxesHash|bmffHash|collectionHash)\.match$/,
      failed: /^(assertion\.(dataHash|boxesHash|bmffHash|collectionHash)\.|claim\.hardBindings\.)/,
      told: (_, result) =>
        ({
          passed: "The hash that binds the manifest to this file matches its bytes.",
          failed: "The hash that binds the manifest does not match this file.",
          "not told": "No status code says that the manifest is bound to this file.",
        })[result],
    },
  ],
];

function manifestCheck({ activeManifest, codes }: Seen): CheckView {
  const failed = [
    ...new Set(
      codes.filter(({ kind, code }) => kind === "failure" && /^(claim\.|general\.)/.test(code)).map(({ code }) => code),
    ),
  ];
  const readable = activeManifest !== null;
  return {
    name: "manifest",
    result: readable && failed.length === 0 ? "passed" : "failed",
    codes: failed,
    detail: readable
      ? "The active manifest was read."
      : "There is a manifest store, and no active manifest in it can be read.",
  };
}

/**
 * Of the ingredients' own manifests, as they validate now. What was recorded when each was taken in stands beside it.
 */
function ingredientsCheck(seen: Seen): CheckView {
  const own = new Set(ownCodes(seen));
  const failed = seen.codes.filter(
    (code) =>
      code.kind === "failure" && (!own.has(code) || /^ingredient\./.test(code.code)) && !/untrusted$/.test(code.code),
  );
  const count = seen.activeManifest?.ingredients.filter(({ depth }) => depth === 0).length ?? 0;
  return {
    name: "ingredients",
    result: failed.length > 0 ? "failed" : count > 0 ? "passed" : "not told",
    codes: [...new Set(failed.map(({ code }) => code))],
    detail:
      failed.length > 0
        ? "The manifest of an ingredient does not hold."
        : count === 0
          ? "No ingredient is listed."
          : `${count} ingredient${count === 1 ? "" : "s"}, and no failure in the manifests that they bring along, trust left aside.`,
  };
}

function usageDetail({ activeManifest }: Seen, result: Result): string {
  const leaf = activeManifest?.chain[0];
  if (!leaf) return "The signing certificate could not be read.";
  const named = leaf.extendedKeyUsage.map((oid) => usages[oid] ?? oid).join(", ") || "none";
  return result === "failed"
    ? `The signing certificate does not keep to the specification's profile. Its extended key usages: ${named}.`
    : `The signing certificate's extended key usages: ${named}.`;
}

function datesDetail({ activeManifest }: Seen, result: Result, now: Date): string {
  const leaf = activeManifest?.chain[0];
  if (!leaf) return "The signing certificate could not be read.";
  const within = new Date(leaf.notBefore) <= now && now <= new Date(leaf.notAfter);
  const signed = {
    passed: "The signature's time is within it.",
    failed: "The signature is not shown to have been made within it.",
    "not told": "No status code says whether the signature was made within it.",
  }[result];
  return `The signing certificate is valid from ${minute(leaf.notBefore)} to ${minute(leaf.notAfter)}${within ? "" : ", which is not now"}. ${signed}`;
}

function stampDetail(seen: Seen, result: Result): string {
  const time = seen.activeManifest?.signer.time ?? "a time it does not tell";
  if (result === "passed") return `A time-stamp token says that the manifest existed by ${time}.`;
  if (result === "failed") return "The time-stamp token does not hold.";
  return ownCodes(seen).some(({ code }) => code === "timeStamp.untrusted")
    ? `A token of an authority that is not trusted here names the time ${time}.`
    : "No time-stamp token was found to hold.";
}

function stampTrusted(seen: Seen): boolean {
  return ownCodes(seen).some(({ kind, code }) => kind === "success" && code === "timeStamp.trusted");
}

function revocationDetail(seen: Seen, result: Result): string {
  const { revocation, activeManifest } = seen;
  const leaf = revocation.filter((each) => each.leaf);
  const revoked = revocation.find((each) => each.result === "revoked");
  const stamp = activeManifest?.signer.time;
  if (revoked) {
    const reason = revoked.reason === null ? "" : `, for the reason ${revoked.reason}`;
    const before = stamp && stampTrusted(seen) ? ` A time-stamp says that the manifest existed by ${stamp}.` : "";
    return `${revoked.leaf ? "The signing certificate" : "A certificate of the chain"} was revoked at ${revoked.revokedAt}${reason}.${before}`;
  }
  if (leaf.length > 0) return leaf.map(({ by, detail }) => `${by.toUpperCase()}: ${detail}`).join(" ");
  return {
    passed: "An answer in the manifest says that the signing certificate was not revoked.",
    failed: "The signing certificate was revoked.",
    "not told": "No answer about revocation is in the manifest, and nobody was asked.",
  }[result];
}

function minute(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
