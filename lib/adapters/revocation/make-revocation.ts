import type { Revocation, RevocationQuestion } from "../../ports/revocation.ts";
import type { Web } from "../../ports/web.ts";
import { askCrl } from "./ask-crl.ts";
import { askOcsp } from "./ask-ocsp.ts";
import { noAnswer, parseCertificate } from "./certificate.ts";

/** OCSP (RFC 6960) and revocation lists (RFC 5280), through the one guarded way out. */
export function makeRevocation(web: Web): Revocation {
  return {
    async ask({ by, certificatePem, issuerPem, now }: RevocationQuestion) {
      try {
        const certificate = parseCertificate(certificatePem);
        const issuer = parseCertificate(issuerPem);
        if (!certificate.node.checkIssued(issuer.node) || !certificate.node.verify(issuer.node.publicKey))
          return noAnswer("inaccessible", null, "The next certificate of the chain did not issue it.");
        return await (by === "ocsp" ? askOcsp : askCrl)(web, certificate, issuer, now);
      } catch {
        return noAnswer("inaccessible", null, "The certificate cannot be read.");
      }
    },
  };
}
