import { verb } from "../ports/ctx.ts";
import { examine } from "./examine.ts";
import { identityCandidate, identityCheckView } from "./schema.ts";
import { showCertificate } from "./show-identity.ts";

export const checkIdentity = verb({
  name: "identity.check",
  summary: "Tries out a certificate chain and its key, tells everything that is wrong with them, and keeps neither",
  scope: "identity.manage",
  input: identityCandidate,
  output: identityCheckView,
  async run(ctx, candidate) {
    const examined = await examine(ctx, candidate);
    const sound = examined.kind === "sound" ? examined.facts : null;
    return {
      sound: sound !== null,
      findings: examined.kind === "sound" ? [] : examined.findings,
      warnings: examined.warnings,
      algorithm: sound?.algorithm ?? null,
      keyId: sound?.keyId ?? null,
      notAfter: sound?.notAfter.toISOString() ?? null,
      certificates: examined.certificates.map(showCertificate),
    };
  },
});
