import { Fault } from "../../kernel/fault.ts";
import type { ManifestDefinition } from "../../ports/media.ts";
import type { SigningAlgorithm } from "../../ports/signer.ts";
import { type CborValue, readCbor } from "./read-cbor.ts";

/** COSE algorithm numbers (RFC 9053). */
const coseAlgorithms: Record<SigningAlgorithm, number> = { es256: -7, es384: -35, ps256: -37, ed25519: -8 };

/**
 * Whether the bytes that a media process wants signed are the claim that was ordered: a COSE `Sig_structure` (RFC 9052,
 * 4.4) for this algorithm, over a C2PA claim with this very instance id, label, generator and assertions. A process that a
 * hostile file took over gets no other signature. Throws Fault `corrupt` with what is wrong.
 */
export function checkToBeSigned(
  bytes: Uint8Array,
  job: { algorithm: SigningAlgorithm; definition: ManifestDefinition },
): void {
  try {
    const structure = readCbor(bytes);
    if (!Array.isArray(structure) || structure.length !== 4 || structure[0] !== "Signature1")
      throw new RangeError("it is no Sig_structure");
    const [, header, external, payload] = structure;
    if (!(header instanceof Uint8Array) || !(external instanceof Uint8Array) || !(payload instanceof Uint8Array))
      throw new RangeError("its parts are no byte strings");
    if (external.byteLength !== 0) throw new RangeError("it carries external data");
    if (mapOf(readCbor(header)).get(1) !== coseAlgorithms[job.algorithm])
      throw new RangeError("it is for another algorithm");
    checkClaim(mapOf(readCbor(payload)), job.definition);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new Fault("corrupt", `A media process asked for a signature over something that was not ordered: ${what}.`, {
      cause,
    });
  }
}

function checkClaim(claim: Map<CborValue, CborValue>, definition: ManifestDefinition): void {
  if (claim.get("instanceID") !== definition.instance_id) throw new RangeError("another instance id");
  if (claim.get("signature") !== `self#jumbf=/c2pa/${definition.label}/c2pa.signature`)
    throw new RangeError("another manifest label");
  const generator = definition.claim_generator_info[0];
  if (mapOf(claim.get("claim_generator_info")).get("name") !== generator?.name)
    throw new RangeError("another claim generator");
  const labels = [
    ...assertionLabels(claim.get("created_assertions")),
    ...assertionLabels(claim.get("gathered_assertions")),
  ];
  const ordered = new Set(["c2pa.actions.v2", ...definition.assertions.map((assertion) => assertion.label)]);
  for (const label of ordered) if (!labels.includes(label)) throw new RangeError(`the assertion ${label} is missing`);
  // What the SDK itself adds: the hard binding, and the asset as found.
  const added = /^c2pa\.(hash\.(data|boxes|bmff(\.v\d)?)|ingredient\.v3(__\d+)?)$/;
  const stranger = labels.find((label) => !ordered.has(label) && !added.test(label));
  if (stranger !== undefined) throw new RangeError(`the assertion ${stranger} was not ordered`);
}

function assertionLabels(list: CborValue | undefined): string[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw new RangeError("its assertions are no list");
  return list.map((entry) => {
    const url = mapOf(entry).get("url");
    if (typeof url !== "string" || !url.includes("c2pa.assertions/"))
      throw new RangeError("an assertion without an address");
    return url.slice(url.lastIndexOf("/") + 1);
  });
}

function mapOf(value: CborValue | undefined): Map<CborValue, CborValue> {
  if (value instanceof Map) return value;
  throw new RangeError("a map is missing");
}
