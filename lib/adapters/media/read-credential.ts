import { X509Certificate } from "node:crypto";
import { isManifestStore } from "../../media/is-manifest-store.ts";
import type { CertificateFacts } from "../../ports/media.ts";
import { type CborMap, type CborValue, readCbor } from "./read-cbor.ts";

const certificatesMax = 10;
const boxesMax = 20_000;
/** The tag of a COSE_Sign1 (RFC 9052, section 4.2), in one byte. */
const sign1Tag = 0xd2;
/** x5chain's number (RFC 9360), and the name that writers before C2PA 1.3 gave it. */
const chainHeaders: readonly CborValue[] = [33, "x5chain"];

/**
 * The certificates in the COSE signature of one manifest of a store, the signing one first: the SDK's report has only
 * their names. Empty where store, signature or certificates cannot be followed, which is then for the SDK's own codes
 * to say.
 */
export function readCredential(store: Buffer, label: string): CertificateFacts[] {
  try {
    const signature = signatureOf(store, label);
    const parts = readCbor(signature[0] === sign1Tag ? signature.subarray(1) : signature);
    if (!Array.isArray(parts)) return [];
    const [header, unprotected] = parts;
    const maps = [header instanceof Uint8Array ? readCbor(header) : null, unprotected];
    const chain = maps.flatMap((map) => (map instanceof Map ? [chainIn(map)] : [])).find((found) => found.length > 0);
    return (chain ?? []).slice(0, certificatesMax).map(factsOf);
  } catch {
    return [];
  }
}

function chainIn(map: CborMap): Uint8Array[] {
  const found = chainHeaders.map((name) => map.get(name)).find((value) => value !== undefined);
  return [found].flat().filter((each): each is Uint8Array => each instanceof Uint8Array);
}

function factsOf(der: Uint8Array): CertificateFacts {
  const certificate = new X509Certificate(der);
  return {
    pem: certificate.toString(),
    subject: certificate.subject,
    issuer: certificate.issuer,
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    // Node's name for it is misleading: these are the extended key usages, by number.
    extendedKeyUsage: certificate.keyUsage ?? [],
  };
}

/** The CBOR in store / manifest / `c2pa.signature` (C2PA 2.2, 11.1.4). */
function signatureOf(store: Buffer, label: string): Buffer {
  if (!isManifestStore(store)) throw new RangeError("no manifest store");
  const [root] = boxesOf(store);
  const manifest = superboxesIn(root?.content).find((box) => box.label === label);
  const signature = superboxesIn(manifest?.content).find((box) => box.label === "c2pa.signature");
  const cbor = boxesOf(signature?.content ?? Buffer.alloc(0)).find(({ type }) => type === "cbor");
  if (!cbor) throw new RangeError("no signature box");
  return cbor.content;
}

function superboxesIn(content: Buffer | undefined): { label: string | null; content: Buffer }[] {
  return boxesOf(content ?? Buffer.alloc(0))
    .filter(({ type }) => type === "jumb")
    .map((box) => ({ label: labelOf(box.content), content: box.content }));
}

/**
 * JUMBF's description box: a UUID, a byte of toggles of which the second says that a label follows, ended by a zero.
 */
function labelOf(content: Buffer): string | null {
  const [description] = boxesOf(content, 1);
  if (description?.type !== "jumd") return null;
  const toggles = description.content[16] ?? 0;
  const end = description.content.indexOf(0, 17);
  return (toggles & 2) === 0 || end === -1 ? null : description.content.toString("utf8", 17, end);
}

/** ISO base media boxes one after another; what does not fit ends the list. */
function boxesOf(data: Buffer, max = boxesMax): { type: string; content: Buffer }[] {
  const boxes: { type: string; content: Buffer }[] = [];
  for (let at = 0; at + 8 <= data.length && boxes.length < max; ) {
    const short = data.readUInt32BE(at);
    const head = short === 1 ? 16 : 8;
    if (at + head > data.length) break;
    const length = short === 0 ? data.length - at : short === 1 ? Number(data.readBigUInt64BE(at + 8)) : short;
    if (length < head || at + length > data.length) break;
    boxes.push({ type: data.toString("latin1", at + 4, at + 8), content: data.subarray(at + head, at + length) });
    at += length;
  }
  return boxes;
}
