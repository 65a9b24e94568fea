import type { Validation } from "../ports/media.ts";

/**
 * Failures that leave a manifest Well-Formed (C2PA 2.2, 14.3): it has all its parts, and each is built as the
 * specification says; what did not hold is a signature, a credential, a time or a hash. Every other failure, and every
 * code that is not known here, is about the building itself: a missing or malformed claim, assertion, binding or
 * ingredient, an unknown algorithm, a box out of place.
 */
const leavesWellFormed = [
  /^claimSignature\.(mismatch|outsideValidity)$/,
  /^signingCredential\.(untrusted|invalid|expired|revoked|ocsp\.(revoked|unknown|inaccessible|skipped))$/,
  /^com\.c2concierge\.crl\.revoked$/,
  /^timeStamp\.(mismatch|outsideValidity|untrusted|malformed)$/,
  /^timeOfSigning\.(insideValidity|outsideValidity)$/,
  /^assertion\.(dataHash|bmffHash|boxesHash|collectionHash|hashedURI)\.mismatch$/,
  /^hashedURI\.mismatch$/,
  /^ingredient\.(manifest|claimSignature|hashedURI)\.mismatch$/,
  /^ingredient\.unknownProvenance$/,
];

const lookedUp = /^(signingCredential\.ocsp\.(revoked|unknown)|com\.c2concierge\.crl\.revoked)$/;

/**
 * The state as the specification has it. The SDK says Invalid for whatever is not Valid, so that Well-Formed is told
 * here from the status codes. For whoever looks at a file alone: nothing is signed, settled or billed by it, because a
 * run demands exactly Trusted of the engine's own answer.
 */
export function stateOf({ state, codes, activeManifest }: Validation): Validation["state"] {
  // The SDK was not told of these answers: a Valid manifest's credential is not revoked. A revocation after a trusted
  // stamp is no failure (`lookUpRevocation`).
  if (state !== "Invalid" && codes.some(({ code, kind }) => kind === "failure" && lookedUp.test(code)))
    return "Well-Formed";
  if (state !== "Invalid" || activeManifest === null) return state;
  const failures = codes.filter(({ kind }) => kind === "failure");
  if (failures.length === 0) return state;
  return failures.every(({ code }) => leavesWellFormed.some((pattern) => pattern.test(code))) ? "Well-Formed" : state;
}
