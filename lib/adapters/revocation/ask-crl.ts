import { AsnConvert } from "@peculiar/asn1-schema";
import { CertificateList, CRLReason, id_ce_cRLReasons, type RevokedCertificate } from "@peculiar/asn1-x509";
import { asFault } from "../../kernel/fault.ts";
import type { RevocationAnswer } from "../../ports/revocation.ts";
import type { Web } from "../../ports/web.ts";
import { crlUrlOf, noAnswer, outOfDate, type ParsedCertificate, reasonName } from "./certificate.ts";
import { isSignedBy } from "./signed-by.ts";

/** Read here and not in a process of its own: a list that is longer would hold the others up. */
const listBytesMax = 2_000_000;
const timeoutMs = 10_000;

/**
 * Critical extensions that say that a list speaks of some certificates only; such a list is not read as a whole one.
 */
const partial = ["2.5.29.28", "2.5.29.27"];

/** Reads the list that the certificate names. Only one that its issuer signed and that is of now counts. */
export async function askCrl(
  web: Web,
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  now: Date,
): Promise<RevocationAnswer> {
  const url = crlUrlOf(certificate);
  if (url === null) return noAnswer("skipped", null, "The certificate names no revocation list.");
  try {
    const headers = { accept: "application/pkix-crl, application/octet-stream;q=0.5" };
    const { status, bytes } = await web.send({ url, headers, bytesMax: listBytesMax, timeoutMs });
    if (status !== 200) return noAnswer("inaccessible", url, `The list's server answered with status ${status}.`);
    return readList(derOf(bytes), certificate, issuer, now, url);
  } catch (thrown) {
    const { code, message } = asFault(thrown);
    return noAnswer("inaccessible", url, code === "internal" ? "The revocation list cannot be read." : message);
  }
}

function readList(
  der: Uint8Array,
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  now: Date,
  url: string,
): RevocationAnswer {
  const refuse = (detail: string) => noAnswer("inaccessible", url, detail);
  const list = AsnConvert.parse(der, CertificateList);
  const { tbsCertList, tbsCertListRaw, signatureAlgorithm, signature } = list;
  const issuedBy = Buffer.from(AsnConvert.serialize(tbsCertList.issuer));
  if (!issuedBy.equals(Buffer.from(AsnConvert.serialize(issuer.asn.tbsCertificate.subject))))
    return refuse("The list is of another issuer.");
  if (!tbsCertListRaw || !isSignedBy(issuer.node.publicKey, signatureAlgorithm.algorithm, tbsCertListRaw, signature))
    return refuse("The list's signature does not hold under the issuer's key.");
  if (tbsCertList.crlExtensions?.some(({ extnID, critical }) => critical && partial.includes(extnID)))
    return refuse("The list speaks of some certificates only.");
  const thisUpdate = tbsCertList.thisUpdate.getTime();
  const nextUpdate = tbsCertList.nextUpdate?.getTime() ?? null;
  const late = outOfDate(now, thisUpdate, nextUpdate);
  if (late) return refuse(late);
  const serial = Buffer.from(certificate.asn.tbsCertificate.serialNumber);
  const entry = tbsCertList.revokedCertificates?.find(({ userCertificate }) =>
    Buffer.from(userCertificate).equals(serial),
  );
  const told = { url, thisUpdate: thisUpdate.toISOString(), nextUpdate: nextUpdate?.toISOString() ?? null };
  if (!entry)
    return { ...told, result: "notRevoked", revokedAt: null, reason: null, detail: "It is not on its issuer's list." };
  const revokedAt = entry.revocationDate.getTime().toISOString();
  return { ...told, result: "revoked", revokedAt, reason: reasonOf(entry), detail: `It was revoked at ${revokedAt}.` };
}

function reasonOf({ crlEntryExtensions }: RevokedCertificate): string | null {
  const value = crlEntryExtensions?.find(({ extnID }) => extnID === id_ce_cRLReasons)?.extnValue.buffer;
  return value ? reasonName(AsnConvert.parse(value, CRLReason).reason) : null;
}

/** Some servers keep theirs in PEM. */
function derOf(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const armoured = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/.exec(
    text.subarray(0, 11).toString("latin1") === "-----BEGIN " ? text.toString("latin1") : "",
  );
  return armoured?.[1] ? Uint8Array.from(Buffer.from(armoured[1], "base64")) : bytes;
}
