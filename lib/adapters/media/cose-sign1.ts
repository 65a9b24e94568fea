import { unprotectedHeader } from "../../media/stamp-header.ts";
import { cborBytes, cborHead, cborText } from "../../media/write-cbor.ts";
import type { SigningAlgorithm } from "../../ports/signer.ts";

/** COSE algorithm numbers (RFC 9053, RFC 8230). */
export const coseAlgorithms: Record<SigningAlgorithm, number> = { es256: -7, es384: -35, ps256: -37, ed25519: -8 };

export const algHeader = 1;
export const x5chainHeader = 33;

/** The protected header that C2PA 2.2, 13.2 asks for: the algorithm, and the certificates (RFC 9360), the signing one first. */
export function protectedHeader(algorithm: SigningAlgorithm, chainPem: string): Uint8Array {
  const chain = certificatesOf(chainPem).map(cborBytes);
  // One certificate alone is no list: RFC 9360, 2.
  const list = chain.length === 1 ? chain : [cborHead(4, chain.length), ...chain];
  const number = cborHead(1, -1 - coseAlgorithms[algorithm]);
  return Buffer.concat([cborHead(5, 2), cborHead(0, algHeader), number, cborHead(0, x5chainHeader), ...list]);
}

/** What is signed of a claim: the COSE Sig_structure (RFC 9052, 4.4). */
export function sigStructure(header: Uint8Array, claim: Uint8Array): Uint8Array {
  const parts = [cborText("Signature1"), cborBytes(header), cborBytes(new Uint8Array()), cborBytes(claim)];
  return Buffer.concat([cborHead(4, 4), ...parts]);
}

/**
 * A tagged COSE_Sign1 with detached payload of exactly `sizeBytes`, a token or the room for one in its unprotected header: as
 * the SDK writes it, but that the token came from elsewhere. Throws RangeError where it does not fit.
 */
export function coseSign1(
  { header, signature, token }: { header: Uint8Array; signature: Uint8Array; token: Uint8Array | null },
  sizeBytes: number,
): Uint8Array {
  const start = Buffer.concat([cborHead(6, 18), cborHead(4, 4), cborBytes(header)]);
  const end = Buffer.concat([Uint8Array.of(0xf6), cborBytes(signature)]);
  const unprotected = unprotectedHeader(sizeBytes - start.length - end.length, token);
  if (!unprotected) throw new RangeError("The signature does not fit into its box.");
  return Buffer.concat([start, unprotected, end]);
}

/** The DER of each certificate of a PEM chain, in its order. */
export function certificatesOf(chainPem: string): Buffer[] {
  const blocks = chainPem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => Buffer.from(block.replace(/-----[^-]+-----/g, ""), "base64"));
}
