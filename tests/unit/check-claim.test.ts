import { expect, test } from "vitest";
import { checkClaim } from "../../lib/adapters/media/check-claim.ts";
import { readCbor } from "../../lib/adapters/media/read-cbor.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { manifestDefinition, nameDefinition } from "../../lib/plan/manifest-definition.ts";

const leaf = new Uint8Array([1, 2, 3]);
const issuer = new Uint8Array([9]);
const pemOf = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64")}\n-----END CERTIFICATE-----\n`;
const signer = { algorithm: "es256", keyId: sha256Hex(leaf), chainPem: pemOf(leaf) + pemOf(issuer) } as const;
const definition = nameDefinition(manifestDefinition({ mime: "image/jpeg" }), "5a".repeat(32));
const noFacts = { hasXmpInstance: async () => false, mayUpdate: async () => false };
const assertion = (label: string) => ({ url: `self#jumbf=c2pa.assertions/${label}`, hash: new Uint8Array(32) });

/** Just enough CBOR to write a claim with: lengths below 2^16. */
function encode(value: unknown): Uint8Array {
  const head = (major: number, count: number) =>
    count < 24 ? [(major << 5) | count] : [(major << 5) | 25, count >> 8, count & 0xff];
  if (typeof value === "number") return Uint8Array.from(value < 0 ? head(1, -1 - value) : head(0, value));
  if (value instanceof Uint8Array) return Uint8Array.from([...head(2, value.length), ...value]);
  if (typeof value === "string") {
    const text = new TextEncoder().encode(value);
    return Uint8Array.from([...head(3, text.length), ...text]);
  }
  if (Array.isArray(value))
    return Uint8Array.from([...head(4, value.length), ...value.flatMap((item) => [...encode(item)])]);
  const entries = value instanceof Map ? [...value] : Object.entries(value as object);
  return Uint8Array.from([...head(5, entries.length), ...entries.flat().flatMap((item) => [...encode(item)])]);
}

interface Claim {
  instanceID?: string;
  label?: string;
  created?: string[];
  gathered?: string[];
  extra?: object;
  name?: string;
  alg?: number;
  chain?: Uint8Array[];
  context?: string;
  external?: Uint8Array;
}
function sigStructure(change: Claim = {}): Uint8Array {
  const header = encode(
    new Map<number, unknown>([
      [1, change.alg ?? -7],
      [33, change.chain ?? [leaf, issuer]],
    ]),
  );
  const payload = encode(
    new Map<string, unknown>(
      Object.entries({
        instanceID: change.instanceID ?? definition.instance_id,
        claim_generator_info: { name: change.name ?? "C2 Concierge", version: "0.1.0", "org.contentauth.c2pa_rs": "0" },
        signature: `self#jumbf=/c2pa/${change.label ?? definition.label}/c2pa.signature`,
        created_assertions: (change.created ?? ["c2pa.hash.data", "c2pa.actions.v2", "c2pa.ingredient.v3"]).map(
          assertion,
        ),
        ...(change.gathered ? { gathered_assertions: change.gathered.map(assertion) } : {}),
        alg: "sha256",
        ...change.extra,
      }),
    ),
  );
  return encode([change.context ?? "Signature1", header, change.external ?? new Uint8Array(), payload]);
}

test("the claim that was ordered is signed", async () => {
  expect(await checkClaim(sigStructure(), definition, signer, noFacts)).toBeNull();
});

test.each<[string, Claim]>([
  ["another context", { context: "Signature" }],
  ["external data", { external: new Uint8Array([1]) }],
  ["another algorithm", { alg: -35 }],
  ["another certificate", { chain: [new Uint8Array([7]), issuer] }],
  ["another issuer's certificate", { chain: [leaf, new Uint8Array([7])] }],
  ["a chain without its issuer", { chain: [leaf] }],
  ["another instance", { instanceID: "xmp:iid:somebody" }],
  ["another label", { label: "urn:c2pa:00000000-0000-4000-8000-000000000000" }],
  ["another claim generator", { name: "Photo Tool" }],
  ["a title that nobody gave", { extra: { "dc:title": "Moon landing" } }],
  ["a redaction", { extra: { redacted_assertions: ["x"] } }],
  [
    "one assertion more",
    { created: ["c2pa.hash.data", "c2pa.actions.v2", "c2pa.ingredient.v3", "c2pa.ingredient.v3__1"] },
  ],
  ["two hard bindings", { created: ["c2pa.hash.data", "c2pa.hash.boxes", "c2pa.actions.v2", "c2pa.ingredient.v3"] }],
  ["no hard binding", { created: ["c2pa.actions.v2", "c2pa.ingredient.v3"] }],
  ["no parent", { created: ["c2pa.hash.data", "c2pa.actions.v2"] }],
])("%s is refused", async (_what, change) => {
  expect(await checkClaim(sigStructure(change), definition, signer, noFacts)).toEqual(expect.any(String));
});

const stating = nameDefinition(
  manifestDefinition({ mime: "image/jpeg", stated: [{ label: "cawg.metadata", data: {}, created: false }] }),
  "5a".repeat(32),
);
const service = ["c2pa.hash.data", "c2pa.actions.v2"];

test("what a tenant states is in order among the gathered assertions, and only there", async () => {
  const check = (change: Claim) => checkClaim(sigStructure(change), stating, signer, noFacts);
  expect(await check({ created: service, gathered: ["c2pa.ingredient.v3", "cawg.metadata"] })).toBeNull();
  for (const wrong of [
    { created: [...service, "cawg.metadata"], gathered: ["c2pa.ingredient.v3"] },
    { created: service, gathered: ["c2pa.ingredient.v3"] },
    { created: [...service, "cawg.metadata"], gathered: ["c2pa.ingredient.v3", "cawg.metadata"] },
    { created: ["c2pa.hash.data"], gathered: ["c2pa.ingredient.v3", "cawg.metadata", "c2pa.actions.v2"] },
    { created: ["c2pa.actions.v2"], gathered: ["c2pa.ingredient.v3", "cawg.metadata", "c2pa.hash.data"] },
  ])
    expect(await check(wrong)).toEqual(expect.any(String));
});

test("an instance that the asset's own XMP names, and an Update Manifest beside a manifest, are in order", async () => {
  const facts = { hasXmpInstance: async (id: string) => id === "xmp.iid:asset", mayUpdate: async () => true };
  expect(await checkClaim(sigStructure({ instanceID: "xmp.iid:asset" }), definition, signer, facts)).toBeNull();
  const update = sigStructure({ created: ["c2pa.actions.v2", "c2pa.ingredient.v3"] });
  expect(await checkClaim(update, definition, signer, facts)).toBeNull();
});

test.each([
  ["an indefinite length", [0x9f, 0xff]],
  ["bytes after the item", [0x01, 0x01]],
  ["a string beyond the end", [0x78, 0x40, 0x61]],
  ["a list of more than there is", [0x9b, 0, 0, 0, 1, 0, 0, 0, 0]],
  ["a key twice", [0xa2, 0x01, 0x01, 0x01, 0x02]],
  ["a tag", [0xc1, 0x01]],
  ["text that is no UTF-8", [0x61, 0xff]],
  ["nothing", []],
  ["nesting without end", Array(64).fill(0x81)],
])("CBOR with %s is refused", (_what, bytes) => {
  expect(() => readCbor(Uint8Array.from(bytes as number[]))).toThrow();
});
