import { AsnConvert } from "@peculiar/asn1-schema";
import { TSTInfo } from "@peculiar/asn1-tsp";
import { type ReadCertificate, readCertificate } from "./certificate-path.ts";
import { derAt, oidOf, readDer, type Tlv } from "./read-der.ts";
import { stampFault } from "./stamp-fault.ts";

/** A token taken apart, nothing of it checked yet. */
export interface ReadToken {
  info: TSTInfo;
  /** The bytes of the TSTInfo, as they were signed. */
  content: Uint8Array;
  signer: TokenSigner;
  certificates: ReadCertificate[];
}

export interface TokenSigner {
  digestAlgorithm: string;
  /** Under the context tag that they are sent with. */
  attributes: Uint8Array;
  /** The first value of each, by its type. */
  values: Map<string, Uint8Array>;
  signatureAlgorithm: string;
  signature: Uint8Array;
}

/** ContentInfo { signedData, [0] SignedData { version, digests, { id-ct-TSTInfo, [0] OCTET STRING }, [0] certificates, signers } }. */
export function readToken(token: Uint8Array): ReadToken {
  try {
    const parts = readDer(derAt(token, 0, 1, 0).content);
    const content = derAt(parts[2]?.content ?? nothing, 1, 0).content;
    const signers = readDer(parts.at(-1)?.content ?? nothing);
    if (signers.length !== 1) throw new RangeError("a token has exactly one signer");
    const kept = parts.slice(3, -1).find(({ tag }) => tag === 0xa0);
    const certificates = readDer(kept?.content ?? nothing).filter(({ tag }) => tag === 0x30);
    return {
      info: AsnConvert.parse(content, TSTInfo),
      content,
      signer: readSigner(signers[0]?.content ?? nothing),
      certificates: certificates.map(({ whole }) => readCertificate(whole)),
    };
  } catch (cause) {
    throw stampFault("not_a_token", undefined, { cause });
  }
}

const nothing = new Uint8Array();

/** SignerInfo { version, sid, digest algorithm, [0] attributes, signature algorithm, signature }: RFC 5652, 5.3. */
function readSigner(bytes: Uint8Array): TokenSigner {
  const [, , digest, attributes, algorithm, signature] = readDer(bytes) as (Tlv | undefined)[];
  if (!digest || attributes?.tag !== 0xa0 || !algorithm || signature?.tag !== 0x04)
    throw new RangeError("a signer without attributes or signature");
  const values = readDer(attributes.content).map(({ content }): [string, Uint8Array] => [
    oidOf(content),
    derAt(content, 1, 0).whole,
  ]);
  return {
    digestAlgorithm: oidOf(digest.content),
    attributes: attributes.whole,
    values: new Map(values),
    signatureAlgorithm: oidOf(algorithm.content),
    signature: signature.content,
  };
}
