import type { Certificates } from "../../ports/certificates.ts";
import { checkIdentity } from "./check-identity.ts";
import { factsOf } from "./facts-of.ts";
import { readAnchors } from "./read-anchors.ts";
import { readPem } from "./read-pem.ts";

/** The certificates port over node's own crypto and an ASN.1 reader. */
export const certificates: Certificates = {
  checkIdentity,
  describe: (pem) => readPem(pem).certificates.map(factsOf),
  readAnchors,
};
