import { constants, createPrivateKey, generateKeyPairSync, type KeyObject, verify, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { makeDevelopmentIdentity } from "../../lib/adapters/signer/development-identity.ts";
import { openPemSigner } from "../../lib/adapters/signer/pem-signer.ts";
import type { SigningAlgorithm } from "../../lib/ports/signer.ts";

const pair = {
  es256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  es384: () => generateKeyPairSync("ec", { namedCurve: "P-384" }),
  ps256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ed25519: () => generateKeyPairSync("ed25519"),
};
const lengths = { es256: 64, es384: 96, ps256: 256, ed25519: 64 };
const facts = (algorithm: SigningAlgorithm) => ({
  keyId: "00",
  algorithm,
  chainPem: "",
  anchorPem: "",
  notAfter: new Date("2100-01-01"),
});
const pem = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }) as string;

test.each(["es256", "es384", "ps256", "ed25519"] as const)("%s signs as COSE wants it", async (algorithm) => {
  const { privateKey, publicKey } = pair[algorithm]();
  const bytes = new TextEncoder().encode("to be signed");
  const signature = await openPemSigner(facts(algorithm), pem(privateKey)).sign(bytes);
  expect(signature.byteLength).toBe(lengths[algorithm]);
  const hash = { es256: "sha256", es384: "sha384", ps256: "sha256", ed25519: null }[algorithm];
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const key =
    algorithm === "ps256"
      ? { key: publicKey, ...padding }
      : algorithm === "ed25519"
        ? publicKey
        : { key: publicKey, dsaEncoding: "ieee-p1363" as const };
  expect(verify(hash, bytes, key, signature)).toBe(true);
});

test("a key of another kind, and text that is no key, are refused when opened", () => {
  expect(() => openPemSigner(facts("ed25519"), pem(pair.es256().privateKey))).toThrow(
    expect.objectContaining({ code: "invalid" }),
  );
  expect(() => openPemSigner(facts("es256"), pem(pair.es384().privateKey))).toThrow(
    expect.objectContaining({ code: "invalid" }),
  );
  expect(() => openPemSigner(facts("es256"), "no key")).toThrow(expect.objectContaining({ code: "invalid" }));
});

test("a certificate past its date signs nothing more", async () => {
  const signer = openPemSigner({ ...facts("es256"), notAfter: new Date(0) }, pem(pair.es256().privateKey));
  await expect(signer.sign(new Uint8Array(1))).rejects.toMatchObject({ code: "precondition" });
});

test("a development identity is a chain of three with the purposes that C2PA wants, whatever the organization is called", async () => {
  const now = new Date("2030-05-01T12:00:00Z");
  const organization = '#1 "Photo", Söhne + Co; O=x';
  const identity = await makeDevelopmentIdentity({ organization, algorithm: "es256", now });
  const chain = identity.facts.chainPem.match(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  expect(chain).toHaveLength(2);
  const [leaf, intermediate] = chain.map((text) => new X509Certificate(text)) as [X509Certificate, X509Certificate];
  const root = new X509Certificate(identity.facts.anchorPem);
  expect(leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey)).toBe(true);
  expect(intermediate.checkIssued(root) && intermediate.verify(root.publicKey)).toBe(true);
  expect(root.verify(root.publicKey)).toBe(true);
  expect(root.publicKey.asymmetricKeyDetails?.namedCurve).toBe("secp384r1");
  expect([root.ca, intermediate.ca, leaf.ca]).toEqual([true, true, false]);
  expect(leaf.keyUsage).toEqual(["1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.62558.2.1"]);
  expect(leaf.fingerprint256.replaceAll(":", "").toLowerCase()).toBe(identity.facts.keyId);
  expect(new Date(leaf.validTo).getUTCFullYear()).toBe(2031);
  expect(new Date(root.validTo).getUTCFullYear()).toBe(2040);
  expect(leaf.raw.includes(Buffer.from(organization, "utf8"))).toBe(true);
  expect(leaf.checkPrivateKey(createPrivateKey(identity.privateKeyPem))).toBe(true);
});
