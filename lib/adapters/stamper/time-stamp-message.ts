import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import { MessageImprint, PKIStatus, TimeStampReq, TimeStampReqVersion, TimeStampResp } from "@peculiar/asn1-tsp";
import { AlgorithmIdentifier } from "@peculiar/asn1-x509";
import { stampFault } from "./stamp-fault.ts";

export const sha256Oid = "2.16.840.1.101.3.4.2.1";

/** DER of a TimeStampReq (RFC 3161, 2.4.1): version 1, SHA-256, our nonce, and the certificates wanted back. */
export function timeStampRequest(imprint: Uint8Array, nonce: Uint8Array): Uint8Array {
  const request = new TimeStampReq({
    version: TimeStampReqVersion.v1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: sha256Oid, parameters: null }),
      hashedMessage: new OctetString(imprint),
    }),
    nonce: Uint8Array.from(nonce).buffer,
    certReq: true,
  });
  return new Uint8Array(AsnConvert.serialize(request));
}

/** DER of the token in a TimeStampResp (RFC 3161, 2.4.2). Throws Fault where there is none, with what was said in its place. */
export function tokenOfResponse(bytes: Uint8Array): Uint8Array {
  let response: TimeStampResp;
  try {
    response = AsnConvert.parse(bytes, TimeStampResp);
  } catch (cause) {
    throw stampFault("not_a_token", undefined, { cause });
  }
  const { status, statusString, failInfo } = response.status;
  if (status !== PKIStatus.granted && status !== PKIStatus.grantedWithMods) {
    const said = [PKIStatus[status] ?? `status ${status}`, failInfo?.toString(), ...(statusString ?? [])];
    throw stampFault("refused", said.filter(Boolean).join(", ").slice(0, 300));
  }
  if (!response.timeStampToken) throw stampFault("not_a_token", "granted without a token");
  return new Uint8Array(AsnConvert.serialize(response.timeStampToken));
}
