import { X509Certificate } from "node:crypto";
import { BasicOCSPResponse, OCSPResponse, OCSPResponseStatus } from "@peculiar/asn1-ocsp";
import { AsnConvert } from "@peculiar/asn1-schema";
import { asFault } from "../../kernel/fault.ts";
import type { RevocationAnswer } from "../../ports/revocation.ts";
import type { Web } from "../../ports/web.ts";
import { noAnswer, ocspUrlOf, outOfDate, type ParsedCertificate, reasonName } from "./certificate.ts";
import { isSameCertId, nonceId, type OcspQuestion, ocspRequest } from "./ocsp-request.ts";
import { isSignedBy } from "./signed-by.ts";

const answerBytesMax = 262_144;
const timeoutMs = 8_000;
const ocspSigning = "1.3.6.1.5.5.7.3.9";

/**
 * Asks the responder that the certificate names. Only an answer that its issuer vouches for, about this certificate and
 * of now, counts.
 */
export async function askOcsp(
  web: Web,
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  now: Date,
): Promise<RevocationAnswer> {
  const url = ocspUrlOf(certificate);
  if (url === null) return noAnswer("skipped", null, "The certificate names no OCSP responder.");
  const question = ocspRequest(certificate, issuer);
  try {
    const { status, bytes } = await web.send({
      url,
      method: "POST",
      body: question.bytes,
      headers: { "content-type": "application/ocsp-request", accept: "application/ocsp-response" },
      bytesMax: answerBytesMax,
      timeoutMs,
    });
    if (status !== 200) return noAnswer("inaccessible", url, `The responder answered with status ${status}.`);
    return readAnswer(bytes, question, issuer, now, url);
  } catch (thrown) {
    const { code, message } = asFault(thrown);
    return noAnswer("inaccessible", url, code === "internal" ? "The responder's answer cannot be read." : message);
  }
}

function readAnswer(
  bytes: Uint8Array,
  question: OcspQuestion,
  issuer: ParsedCertificate,
  now: Date,
  url: string,
): RevocationAnswer {
  const refuse = (detail: string) => noAnswer("inaccessible", url, detail);
  const response = AsnConvert.parse(bytes, OCSPResponse);
  if (response.responseStatus !== OCSPResponseStatus.successful || !response.responseBytes)
    return refuse(
      `The responder refused to answer (${OCSPResponseStatus[response.responseStatus] ?? "no known reason"}).`,
    );
  const basic = AsnConvert.parse(response.responseBytes.response.buffer, BasicOCSPResponse);
  const unvouched = whoSigned(basic, issuer, now);
  if (unvouched) return refuse(unvouched);
  const { responses, responseExtensions } = basic.tbsResponseData;
  const echoed = responseExtensions?.find(({ extnID }) => extnID === nonceId);
  if (echoed && !Buffer.from(echoed.extnValue.buffer).equals(question.nonce))
    return refuse("The answer is to another question than the one that was asked.");
  const single = responses.find(({ certID }) => isSameCertId(certID, question.certId));
  if (!single) return refuse("The answer is about another certificate.");
  const { thisUpdate, nextUpdate = null, certStatus } = single;
  const late = outOfDate(now, thisUpdate, nextUpdate);
  if (late) return refuse(late);
  const { revoked } = certStatus;
  const told = {
    url,
    thisUpdate: thisUpdate.toISOString(),
    nextUpdate: nextUpdate?.toISOString() ?? null,
    revokedAt: revoked?.revocationTime.toISOString() ?? null,
    reason: reasonName(revoked?.revocationReason?.reason),
  };
  if (revoked) return { ...told, result: "revoked", detail: `It was revoked at ${told.revokedAt}.` };
  // The two others are both NULL: which of them it is, the tag says, which the parser keeps as the property's name.
  if (certStatus.good !== undefined)
    return { ...told, result: "notRevoked", detail: "The responder knows it as good." };
  return { ...told, result: "unknown", detail: "The responder does not know this certificate." };
}

/**
 * Null where the answer is signed by the issuer itself, or by whoever the issuer certified for that (RFC 6960,
 * 4.2.2.2), else why it does not count.
 */
function whoSigned(basic: BasicOCSPResponse, issuer: ParsedCertificate, now: Date): string | null {
  const signed = basic.tbsResponseDataRaw;
  if (!signed) return "The responder's answer cannot be read.";
  const { algorithm } = basic.signatureAlgorithm;
  if (isSignedBy(issuer.node.publicKey, algorithm, signed, basic.signature)) return null;
  for (const each of basic.certs ?? []) {
    const responder = new X509Certificate(Buffer.from(AsnConvert.serialize(each)));
    if (!isSignedBy(responder.publicKey, algorithm, signed, basic.signature)) continue;
    if (!responder.checkIssued(issuer.node) || !responder.verify(issuer.node.publicKey))
      return "The answer is signed by somebody whom the certificate's issuer did not certify.";
    if (!(responder.keyUsage ?? []).includes(ocspSigning))
      return "The answer is signed with a certificate that is not for OCSP.";
    if (new Date(responder.validFrom) > now || new Date(responder.validTo) < now)
      return "The responder's own certificate is not valid now.";
    return null;
  }
  return "The answer's signature does not hold.";
}
