import { createHash, createPrivateKey, sign } from "node:crypto";
import { derAt, readDer } from "../../lib/adapters/stamper/read-der.ts";

/**
 * A response of openssl's with its signer's certificate replaced by another over the same key, and signed again: what
 * openssl itself refuses to make, such as a token by a certificate that is not for stamps alone.
 */
export function reissueToken(response: Uint8Array, certificate: { pem: string; keyPem: string }): Uint8Array {
  const [status, token] = readDer(derAt(response, 0).content);
  const [oid, wrapped] = readDer(token?.content ?? new Uint8Array());
  const [version, digests, content, certificates, signers] = readDer(
    derAt(wrapped?.content ?? new Uint8Array(), 0).content,
  );
  const [number, sid, digest, attributes, algorithm] = readDer(derAt(signers?.content ?? new Uint8Array(), 0).content);
  if (!status || !oid || !version || !digests || !content || !number || !sid || !digest || !algorithm)
    throw new Error("openssl answered something of another shape");
  const before = readDer(certificates?.content ?? new Uint8Array())[0]?.whole ?? new Uint8Array();
  const der = Buffer.from(certificate.pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  const named = Buffer.from(attributes?.whole ?? new Uint8Array());
  // The attribute names the certificate by its SHA-256, which is of the same length.
  named.set(sha256(der), named.indexOf(sha256(before)));
  const signed = Uint8Array.from(named);
  signed[0] = 0x31;
  const signature = sign("sha256", signed, createPrivateKey(certificate.keyPem));
  const signer = tlv(0x30, number.whole, sid.whole, digest.whole, named, algorithm.whole, tlv(0x04, signature));
  const data = tlv(0x30, version.whole, digests.whole, content.whole, tlv(0xa0, der), tlv(0x31, signer));
  return tlv(0x30, status.whole, tlv(0x30, oid.whole, tlv(0xa0, data)));
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function tlv(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from(head), content]);
}
