import { sha256Hex } from "../../kernel/bytes.ts";
import type { CertificateFacts } from "../../ports/certificates.ts";
import { keyText, type ReadCertificate } from "./read-pem.ts";

export function factsOf(certificate: ReadCertificate): CertificateFacts {
  const { native, parsed } = certificate;
  return {
    sha256: sha256Hex(new Uint8Array(native.raw)),
    // One line, as RFC 4514 writes names: node gives one attribute a line.
    subject: parsed.subject.slice(0, 500),
    issuer: parsed.issuer.slice(0, 500),
    notBefore: parsed.notBefore,
    notAfter: parsed.notAfter,
    key: keyText(certificate),
  };
}
