import { generateKeyPairSync } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { certificates } from "../../lib/adapters/certificates/make-certificates.ts";
import * as x509 from "../../lib/adapters/certificates/x509.ts";
import type { GivenIdentity } from "../../lib/ports/certificates.ts";
import { signingAlgorithms } from "../../lib/ports/signer.ts";
import {
  type Bend,
  c2paPurposes,
  keyPairs,
  keyPem,
  makeChain,
  makeIntermediate,
  makeLeaf,
  makeRoot,
  type TestChain,
} from "../support/certificates.ts";

const now = new Date();
let good: TestChain;
let other: TestChain;
beforeAll(async () => {
  good = await makeChain("es256");
  other = await makeChain("es256");
});

const given = (chain: TestChain, bent: Partial<GivenIdentity> = {}): GivenIdentity => ({
  chainPem: chain.chainPem,
  anchorPem: chain.root.pem,
  key: { kind: "private", pem: chain.privateKeyPem },
  now,
  ...bent,
});
const check = (identity: GivenIdentity) => {
  const answer = certificates.checkIdentity(identity);
  return answer.kind === "sound" ? [] : answer.findings.map(({ code }) => code);
};

test.each(signingAlgorithms)("a whole chain for %s is sound, with the root in it or beside it", async (algorithm) => {
  const chain = await makeChain(algorithm);
  const beside = certificates.checkIdentity(given(chain));
  expect(beside).toMatchObject({ kind: "sound", facts: chain.facts, warnings: [] });
  const within = certificates.checkIdentity(
    given(chain, { chainPem: `Bag Attributes\n${chain.chainPem}${chain.root.pem}`, anchorPem: null }),
  );
  expect(within).toEqual(beside);
});

test("a key in its older form is kept as PKCS#8", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return makeLeaf(publicKey, good.intermediate).then((leaf) => {
    const pem = privateKey.export({ type: "sec1", format: "pem" }) as string;
    const answer = certificates.checkIdentity(
      given(good, { chainPem: leaf + good.intermediate.pem, key: { kind: "private", pem } }),
    );
    expect(answer).toMatchObject({ kind: "sound", privateKeyPem: keyPem(privateKey) });
  });
});

test("a chain that holds for less than 30 days is sound and warns, by the first certificate that ends", async () => {
  const root = await makeRoot({ until: 20 });
  const pair = keyPairs.es256();
  const leaf = await makeLeaf(pair.publicKey, root);
  const answer = certificates.checkIdentity({
    chainPem: leaf,
    anchorPem: root.pem,
    key: { kind: "private", pem: keyPem(pair.privateKey) },
    now,
  });
  expect(answer).toMatchObject({ kind: "sound", warnings: [{ code: "ends_soon" }] });
  if (answer.kind === "sound") expect(answer.facts.notAfter).toEqual(root.certificate.notAfter);
});

const bentLeaf = (leaf: Bend) => async () => given(await makeChain("es256", { leaf }));
const bentIntermediate = (bend: Bend) => async () => {
  const intermediate = await makeIntermediate(good.root, bend);
  const pair = keyPairs.es256();
  const chainPem = (await makeLeaf(pair.publicKey, intermediate)) + intermediate.pem;
  return given(good, { chainPem, key: { kind: "private", pem: keyPem(pair.privateKey) } });
};
const bentKey = (make: () => ReturnType<(typeof keyPairs)["es256"]>) => async () => {
  const pair = make();
  const chainPem = (await makeLeaf(pair.publicKey, good.intermediate)) + good.intermediate.pem;
  return given(good, { chainPem, key: { kind: "private", pem: keyPem(pair.privateKey) } });
};

const wrong: [what: string, codes: string[], make: () => Promise<GivenIdentity> | GivenIdentity][] = [
  ["text that holds no certificate", ["no_certificate"], () => given(good, { chainPem: "certificate" })],
  [
    "a certificate of bytes that are none",
    ["unreadable"],
    () => given(good, { chainPem: `${good.chainPem}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n` }),
  ],
  [
    "a key among the certificates",
    ["key_in_chain"],
    () => given(good, { chainPem: good.chainPem + good.privateKeyPem }),
  ],
  ["more than ten certificates", ["too_many"], () => given(good, { chainPem: good.intermediate.pem.repeat(11) })],
  ["no root at all", ["no_anchor"], () => given(good, { anchorPem: null })],
  ["a leaf that signed itself", ["no_anchor"], selfSigned],
  ["two anchors", ["several_anchors"], () => given(good, { anchorPem: good.root.pem + other.root.pem })],
  [
    "a root in the chain and another as the anchor",
    ["not_issued_by_next", "other_anchor"],
    async () =>
      given(good, { chainPem: good.chainPem + good.root.pem, anchorPem: (await makeRoot({ name: "Else" })).pem }),
  ],
  [
    "certificates in the wrong order",
    [
      ...["leaf_is_authority", "no_digital_signature", "no_purpose", "no_authority", "no_cert_sign"],
      ...["not_issued_by_next", "not_issued_by_next", "key_mismatch"],
    ],
    () => given(good, { chainPem: good.intermediate.pem + good.leafPem }),
  ],
  ["an issuer that is missing", ["not_issued_by_next"], () => given(good, { chainPem: good.leafPem })],
  [
    "an issuer of the same name and another key",
    ["broken_signature"],
    () => given(good, { chainPem: good.leafPem + other.intermediate.pem, anchorPem: other.root.pem }),
  ],
  [
    "a leaf that is an authority's",
    ["leaf_is_authority"],
    bentLeaf({ authority: true, usages: 0x01, purposes: c2paPurposes }),
  ],
  [
    "an issuer that is no authority",
    ["no_authority"],
    bentIntermediate({ authority: false, usages: x509.KeyUsageFlags.keyCertSign }),
  ],
  [
    "an issuer that may not sign certificates",
    ["no_cert_sign"],
    bentIntermediate({ usages: x509.KeyUsageFlags.cRLSign }),
  ],
  ["a chain longer than its root allows", ["path_too_long"], shortPath],
  [
    "a leaf that may not make signatures",
    ["no_digital_signature"],
    bentLeaf({ usages: x509.KeyUsageFlags.keyAgreement }),
  ],
  ["a leaf for web servers", ["no_purpose"], bentLeaf({ purposes: ["1.3.6.1.5.5.7.3.1"] })],
  ["a leaf for any purpose", ["any_purpose"], bentLeaf({ purposes: [...c2paPurposes, "2.5.29.37.0"] })],
  ["a leaf for time-stamps too", ["other_purpose"], bentLeaf({ purposes: [...c2paPurposes, "1.3.6.1.5.5.7.3.8"] })],
  ["a leaf without its issuer's key id", ["no_issuer_key_id"], bentLeaf({ noIssuerKeyId: true })],
  ["a leaf of tomorrow", ["not_yet_valid"], bentLeaf({ from: 1 })],
  ["a leaf of yesterday", ["expired"], bentLeaf({ from: -9, until: -1 })],
  ["an issuer of yesterday", ["expired"], bentIntermediate({ from: -9, until: -1 })],
  ["a signature with SHA-1", ["weak_signature"], weakSignature],
  ["a key on P-521", ["key_kind"], bentKey(() => generateKeyPairSync("ec", { namedCurve: "P-521" }))],
  ["a key on secp256k1", ["key_kind"], bentKey(() => generateKeyPairSync("ec", { namedCurve: "secp256k1" }))],
  ["an RSA key of 1024 bits", ["key_kind"], bentKey(() => generateKeyPairSync("rsa", { modulusLength: 1024 }))],
  ["somebody else's key", ["key_mismatch"], () => given(good, { key: { kind: "private", pem: other.privateKeyPem } })],
  ["text that is no key", ["key_unreadable"], () => given(good, { key: { kind: "private", pem: "no key" } })],
  ["an encrypted key", ["key_encrypted"], encryptedKey],
  [
    "a key service's key that is another",
    ["key_mismatch"],
    () =>
      given(good, {
        key: { kind: "public", spki: keyPairs.es256().publicKey.export({ type: "spki", format: "der" }) },
      }),
  ],
];

test.each(wrong)("%s is found: %j", async (_, codes, make) => {
  const identity = await make();
  expect(check(identity).sort()).toEqual([...codes].sort());
  const answer = certificates.checkIdentity(identity);
  if (answer.kind !== "unsound") throw new Error("it was found sound");
  for (const { sentence } of answer.findings) {
    expect(sentence).toMatch(/^[A-Z].{20,}[.]$/);
    expect(sentence).not.toContain("PRIVATE KEY");
  }
});

test("everything that is wrong is told at once", async () => {
  const chain = await makeChain("es256", {
    leaf: { until: -1, from: -9, purposes: ["2.5.29.37.0"], noIssuerKeyId: true },
  });
  expect(check(given(chain, { key: { kind: "private", pem: other.privateKeyPem } })).sort()).toEqual(
    ["any_purpose", "expired", "key_mismatch", "no_issuer_key_id", "no_purpose"].sort(),
  );
});

test("a bundle gives each authority once, and says of the rest why it was left out", async () => {
  const expired = await makeRoot({ name: "Old root", from: -9, until: -1 });
  const bundle = good.root.pem + good.leafPem + good.root.pem + expired.pem + other.root.pem;
  const { anchors, leftOut } = await certificates.readAnchors(bundle, now);
  expect(anchors.map(({ pem }) => pem)).toEqual([good.root.pem, other.root.pem]);
  expect(leftOut).toEqual([
    "Certificate 2 (Test claim signer) is no authority's: only authorities can be trust anchors.",
    "Certificate 3 (Test root) is there twice.",
    expect.stringMatching(/^Certificate 4 \(Old root\) ended on \d{4}-/),
  ]);
});

async function selfSigned(): Promise<GivenIdentity> {
  const root = await makeRoot({
    authority: false,
    usages: x509.KeyUsageFlags.digitalSignature,
    purposes: c2paPurposes,
  });
  const key = Buffer.from(await crypto.subtle.exportKey("pkcs8", root.privateKey)).toString("base64");
  const pem = `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`;
  return given(good, { chainPem: root.pem, anchorPem: null, key: { kind: "private", pem } });
}

async function shortPath(): Promise<GivenIdentity> {
  const root = await makeRoot({ pathLength: 0 });
  const intermediate = await makeIntermediate(root);
  const pair = keyPairs.es256();
  const chainPem = (await makeLeaf(pair.publicKey, intermediate)) + intermediate.pem;
  return given(good, { chainPem, anchorPem: root.pem, key: { kind: "private", pem: keyPem(pair.privateKey) } });
}

async function weakSignature(): Promise<GivenIdentity> {
  const pair = keyPairs.es256();
  const chainPem = (await makeLeaf(pair.publicKey, { ...good.intermediate, hash: "SHA-1" })) + good.intermediate.pem;
  return given(good, { chainPem, key: { kind: "private", pem: keyPem(pair.privateKey) } });
}

function encryptedKey(): GivenIdentity {
  const pem = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" },
  }).privateKey;
  return given(good, { key: { kind: "private", pem } });
}
