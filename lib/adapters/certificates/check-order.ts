import type { Find } from "./find.ts";
import { isSignedBy, type ReadCertificate } from "./read-pem.ts";

/** Each certificate must have been issued by the next: by its name, and by a signature that holds under its key. */
export function checkOrder(certificates: readonly ReadCertificate[], find: Find): void {
  certificates.forEach((certificate, at) => {
    const issuer = certificates[at + 1];
    if (!issuer) return;
    // By the names alone: node's own check asks for key usages too, which have sentences of their own.
    if (certificate.parsed.issuer !== issuer.parsed.subject)
      find(
        "not_issued_by_next",
        `${issuer.name} did not issue ${lower(certificate.name)}. Put the leaf first, and after each certificate the one that signed it.`,
      );
    else if (!isSignedBy(certificate, issuer))
      find(
        "broken_signature",
        `The signature of ${lower(certificate.name)} does not hold under the key of ${lower(issuer.name)}: one of the two was changed or replaced.`,
      );
  });
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
