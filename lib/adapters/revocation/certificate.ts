import { X509Certificate } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  AuthorityInfoAccessSyntax,
  Certificate,
  CRLDistributionPoints,
  CRLReasons,
  id_ad_ocsp,
  id_ce_cRLDistributionPoints,
  id_pe_authorityInfoAccess,
} from "@peculiar/asn1-x509";
import type { RevocationAnswer } from "../../ports/revocation.ts";

export interface ParsedCertificate {
  node: X509Certificate;
  asn: Certificate;
}

export function parseCertificate(pem: string): ParsedCertificate {
  const node = new X509Certificate(pem);
  return { node, asn: AsnConvert.parse(node.raw, Certificate) };
}

/** Where the certificate says that OCSP is answered; the first http(s) address. */
export function ocspUrlOf({ asn }: ParsedCertificate): string | null {
  const value = extensionOf(asn, id_pe_authorityInfoAccess);
  if (!value) return null;
  const named = [...AsnConvert.parse(value, AuthorityInfoAccessSyntax)]
    .filter(({ accessMethod }) => accessMethod === id_ad_ocsp)
    .map(({ accessLocation }) => accessLocation.uniformResourceIdentifier);
  return named.find(isHttp) ?? null;
}

/** Where the certificate says that its issuer's revocation list is; the first http(s) address of a full list. */
export function crlUrlOf({ asn }: ParsedCertificate): string | null {
  const value = extensionOf(asn, id_ce_cRLDistributionPoints);
  if (!value) return null;
  const named = [...AsnConvert.parse(value, CRLDistributionPoints)]
    // A list of some reasons only, or by somebody else than the issuer, says nothing about the rest.
    .filter(({ reasons, cRLIssuer }) => !reasons && !cRLIssuer)
    .flatMap(({ distributionPoint }) => distributionPoint?.fullName ?? [])
    .map(({ uniformResourceIdentifier }) => uniformResourceIdentifier);
  return named.find(isHttp) ?? null;
}

/** An answer that nobody gave. */
export function noAnswer(result: "inaccessible" | "skipped", url: string | null, detail: string): RevocationAnswer {
  return { result, url, thisUpdate: null, nextUpdate: null, revokedAt: null, reason: null, detail };
}

/** Clocks differ a little. */
const skewMs = 5 * 60_000;
/** An answer that names no end is good for a day. */
const endlessMs = 24 * 60 * 60_000;

/** Why an answer of this time does not count now, or null. */
export function outOfDate(now: Date, thisUpdate: Date, nextUpdate: Date | null): string | null {
  if (thisUpdate.getTime() - skewMs > now.getTime()) return "The answer is of a time to come.";
  const end = nextUpdate?.getTime() ?? thisUpdate.getTime() + endlessMs;
  return end + skewMs < now.getTime() ? `The answer was good until ${new Date(end).toISOString()} only.` : null;
}

export function reasonName(reason: number | undefined): string | null {
  return reason === undefined ? null : (CRLReasons[reason] ?? `reason ${reason}`);
}

function extensionOf({ tbsCertificate }: Certificate, id: string): ArrayBuffer | null {
  return tbsCertificate.extensions?.find(({ extnID }) => extnID === id)?.extnValue.buffer ?? null;
}

function isHttp(text: string | undefined): text is string {
  return text !== undefined && /^https?:\/\//i.test(text);
}
