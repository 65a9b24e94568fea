import { sha256Hex } from "../../kernel/bytes.ts";
import type { ManifestDefinition } from "../../ports/media.ts";
import type { SignerFacts } from "../../ports/signer.ts";
import { algHeader, certificatesOf, coseAlgorithms, x5chainHeader } from "./cose-sign1.ts";
import { type CborMap, type CborValue, readCbor } from "./read-cbor.ts";

const assertionUrl = "self#jumbf=c2pa.assertions/";
const claimFields = new Set([
  "instanceID",
  "claim_generator_info",
  "signature",
  "created_assertions",
  "gathered_assertions",
  "dc:title",
  "alg",
]);
const hardBinding = /^c2pa\.hash\.(data|boxes|bmff\.v[23])$/;

/** What of an order depends on the asset's own bytes. Asked only where the claim departs from the definition. */
export interface AssetFacts {
  /** The SDK names an instance after the asset's XMP where there is one. */
  hasXmpInstance(id: string): Promise<boolean>;
  /** An Update Manifest, which has no hard binding of its own, is in order only beside an asset that carries a manifest. */
  mayUpdate(): Promise<boolean>;
}

/**
 * Whether these bytes are the COSE Sig_structure (RFC 9052, section 4.4) of the C2PA claim that was ordered: this
 * identity's algorithm and certificate, this label and instance, one hard binding, one parent, one actions assertion, what
 * the definition lists, as created or gathered just as it says, and nothing else. Null when they are, else the reason. What the assertions hold is not in the
 * claim, only their hashes: their content is what the read-back is for.
 */
export async function checkClaim(
  toBeSigned: Uint8Array,
  definition: ManifestDefinition,
  signer: Pick<SignerFacts, "algorithm" | "keyId" | "chainPem">,
  asset: AssetFacts,
): Promise<string | null> {
  try {
    const structure = readCbor(toBeSigned);
    if (!Array.isArray(structure) || structure.length !== 4) return "not a Sig_structure of four parts";
    const [context, header, external, payload] = structure;
    if (context !== "Signature1") return "not the signature of a COSE_Sign1";
    if (!(external instanceof Uint8Array) || external.length !== 0) return "external data that nobody ordered";
    if (!(header instanceof Uint8Array) || !(payload instanceof Uint8Array)) return "no header or no payload";
    const claim = mapOf(readCbor(payload));
    return (
      checkHeader(mapOf(readCbor(header)), signer) ??
      checkFields(claim, definition) ??
      (await checkInstance(claim.get("instanceID"), definition, asset)) ??
      (await checkAssertions(claim, definition, asset))
    );
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : "unreadable";
  }
}

function checkHeader(header: CborMap, signer: Pick<SignerFacts, "algorithm" | "keyId" | "chainPem">): string | null {
  if (header.get(algHeader) !== coseAlgorithms[signer.algorithm]) return "another algorithm than the identity's";
  const given = header.get(x5chainHeader);
  const chain = Array.isArray(given) ? given : [given];
  const own = certificatesOf(signer.chainPem);
  // The whole chain, because what is validated later by its leaf alone must lead where the leaf's issuer leads.
  const same = chain.length === own.length && own.every((der, at) => isSame(chain[at], der));
  if (!same || own[0] === undefined || sha256Hex(own[0]) !== signer.keyId)
    return "another certificate than the identity's";
  return null;
}

function isSame(given: CborValue, der: Buffer): boolean {
  return given instanceof Uint8Array && Buffer.compare(given, der) === 0;
}

function checkFields(claim: CborMap, definition: ManifestDefinition): string | null {
  for (const name of claim.keys()) if (!claimFields.has(String(name))) return `a claim with the field ${String(name)}`;
  if (claim.get("signature") !== `self#jumbf=/c2pa/${definition.label}/c2pa.signature`)
    return "another label than was ordered";
  if (claim.get("dc:title") !== definition.title) return "another title than was ordered";
  const generator = mapOf(claim.get("claim_generator_info"));
  const [ordered] = definition.claim_generator_info;
  if (generator.get("name") !== ordered?.name || generator.get("version") !== ordered?.version)
    return "another claim generator than was ordered";
  return null;
}

async function checkInstance(id: CborValue, definition: ManifestDefinition, asset: AssetFacts): Promise<string | null> {
  if (id === definition.instance_id) return null;
  if (typeof id === "string" && (await asset.hasXmpInstance(id))) return null;
  return "another instance than was ordered";
}

async function checkAssertions(
  claim: CborMap,
  definition: ManifestDefinition,
  asset: AssetFacts,
): Promise<string | null> {
  const created = listOf(claim.get("created_assertions")).map(labelOf);
  const gathered = listOf(claim.get("gathered_assertions")).map(labelOf);
  const labels = [...created, ...gathered];
  const bindings = labels.filter((label) => hardBinding.test(label));
  if (bindings.length > 1) return `${bindings.length} hard bindings`;
  if (gathered.some((label) => hardBinding.test(label))) return "a hard binding that is only gathered";
  if (bindings.length === 0 && !(await asset.mayUpdate())) return "no hard binding";
  const others = labels.filter((label) => !hardBinding.test(label)).sort();
  const wanted = new Set([
    "c2pa.ingredient.v3",
    "c2pa.actions.v2",
    ...definition.assertions.map((assertion) => assertion.label),
  ]);
  if (others.join("\n") !== [...wanted].sort().join("\n"))
    return `other assertions than were ordered: ${others.join(", ")}`;
  for (const { label, created: ours } of definition.assertions)
    if (ours !== undefined && !(ours ? created : gathered).includes(label))
      return `${label} among the ${ours ? "gathered" : "created"} assertions`;
  return null;
}

function labelOf(reference: CborValue): string {
  const url = mapOf(reference).get("url");
  if (typeof url !== "string" || !url.startsWith(assertionUrl)) throw new RangeError("an assertion from elsewhere");
  return url.slice(assertionUrl.length);
}

function listOf(value: CborValue): CborValue[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new RangeError("no list where one belongs");
  return value;
}

function mapOf(value: CborValue): CborMap {
  if (!(value instanceof Map)) throw new RangeError("no map where one belongs");
  return value;
}
