import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { certificates } from "../../lib/adapters/certificates/make-certificates.ts";
import { openKmsSigner } from "../../lib/adapters/signer/kms-signer.ts";
import { makeOpenKmsClient } from "../../lib/adapters/signer/open-kms-client.ts";
import { openPemSigner } from "../../lib/adapters/signer/pem-signer.ts";
import { readKmsPublicKey } from "../../lib/adapters/signer/read-kms-public-key.ts";
import { type Signer, type SigningAlgorithm, signingAlgorithms } from "../../lib/ports/signer.ts";
import {
  type Authority,
  keyPairs,
  keyPem,
  makeChain,
  makeIntermediate,
  makeLeaf,
  makeRoot,
} from "../support/certificates.ts";
import { type KmsEndpoint, openKmsEndpoint } from "../support/kms-endpoint.ts";
import { secondOpinion } from "../support/second-opinion.ts";
import { makePicture, newSigner, openSigningBench, type SigningBench } from "../support/signing.ts";

let bench: SigningBench;
let kms: KmsEndpoint;
const openClient = makeOpenKmsClient({ guard: { allowPrivate: true }, ambientCredentials: false, timeoutMs: 500 });

beforeAll(async () => {
  bench = await openSigningBench();
  kms = await openKmsEndpoint();
});
afterAll(async () => {
  await kms.close();
  await bench.close();
});
beforeEach(() => {
  kms.fault = null;
  kms.asked.length = 0;
});

const kinds: Record<string, (algorithm: SigningAlgorithm) => Promise<Signer>> = {
  "the development chain": (algorithm) => newSigner("Example Archive, Ltd.", algorithm),
  "an uploaded chain": async (algorithm) => {
    const { facts, privateKeyPem } = await makeChain(algorithm);
    return openPemSigner(facts, privateKeyPem);
  },
  "a key service": async (algorithm) => {
    const { facts } = await makeChain(algorithm, { publicKey: kms.publicKeys[algorithm] });
    return openKmsSigner(facts, kms.secretFor(algorithm), openClient);
  },
};

describe.each(Object.entries(kinds))("%s", (_, open) => {
  test.each(signingAlgorithms)("%s signs a JPEG in both modes, which reads back Trusted", async (algorithm) => {
    const signer = await open(algorithm);
    await signer.check();
    const picture = await makePicture("jpeg");
    const sidecar = await bench.sign(picture, "image/jpeg", "remote", signer);
    const beside = await bench.validate(picture, "image/jpeg", sidecar.output, signer.anchorPem);
    expect(beside).toMatchObject({ state: "Trusted", activeManifest: { label: sidecar.label } });
    const copy = await bench.sign(picture, "image/jpeg", "embed", signer);
    const inside = await bench.validate(copy.output, "image/jpeg", null, signer.anchorPem);
    expect(inside.state).toBe("Trusted");
    expect(inside.activeManifest?.signer.algorithm?.toLowerCase()).toBe(algorithm);
    const { failures } = await secondOpinion(copy.output);
    expect(failures.filter((code) => code !== "signingCredential.untrusted")).toEqual([]);
  });
});

test("a chain as long as it may be has room in the manifest", async () => {
  const { publicKey, privateKey } = keyPairs.es256();
  const authorities = [await makeRoot()];
  for (let n = 0; n < 8; n++)
    authorities.unshift(
      await makeIntermediate(authorities[0] as Authority, { name: `Authority ${n} ${"of many ".repeat(40)}` }),
    );
  const leaf = await makeLeaf(publicKey, authorities[0] as Authority);
  const chainPem = leaf + authorities.map(({ pem }) => pem).join("");
  const key = { kind: "private", pem: keyPem(privateKey) } as const;
  const check = certificates.checkIdentity({ chainPem, anchorPem: null, key, now: new Date() });
  if (check.kind !== "sound") throw new Error(JSON.stringify(check.findings));
  expect(check.facts.chainPem.length).toBeGreaterThan(10_000);
  const signer = openPemSigner(check.facts, keyPem(privateKey));
  const { output } = await bench.sign(await makePicture("jpeg"), "image/jpeg", "embed", signer);
  expect((await bench.validate(output, "image/jpeg", null, signer.anchorPem)).state).toBe("Trusted");
});

describe("the key service", () => {
  const bytes = new TextEncoder().encode("to be signed");
  const open = async (algorithm: SigningAlgorithm = "es256") => kinds["a key service"]?.(algorithm) as Promise<Signer>;

  test("gives the public key that its signatures hold against, and is sent hashes but for Ed25519", async () => {
    const spki = await readKmsPublicKey(kms.secretFor("es384"), openClient(kms.secretFor("es384")));
    expect(Buffer.from(spki)).toEqual(kms.publicKeys.es384.export({ type: "spki", format: "der" }));
    for (const algorithm of signingAlgorithms) await (await open(algorithm)).sign(bytes);
    const sent = kms.asked.filter(({ action }) => action === "Sign").map(({ body }) => body);
    expect(sent.map((body) => `${body.SigningAlgorithm} ${body.MessageType}`)).toEqual([
      "ECDSA_SHA_256 DIGEST",
      "ECDSA_SHA_384 DIGEST",
      "RSASSA_PSS_SHA_256 DIGEST",
      "ED25519_SHA_512 RAW",
    ]);
    expect(sent.map((body) => Buffer.from(String(body.Message), "base64").length)).toEqual([32, 48, 32, bytes.length]);
  });

  test("is asked a second time where it throttled once", async () => {
    kms.fault = "throttle-once";
    await expect((await open()).sign(bytes)).resolves.toHaveLength(64);
    expect(kms.asked).toHaveLength(2);
  });

  test.each([
    ["throttle", "upstream", /fewer requests/],
    ["denied", "forbidden", /kms:Sign/],
    ["disabled", "precondition", /disabled/],
    ["slow", "upstream", /did not answer/],
    ["garbage", "upstream", /no ECDSA signature/],
  ] as const)("that is %s is the Fault %s, with nothing of its own text", async (fault, code, sentence) => {
    kms.fault = fault;
    const thrown = await (await open()).sign(bytes).catch((caught) => caught);
    expect(thrown).toMatchObject({ code, message: expect.stringMatching(sentence) });
    expect(thrown.message).not.toContain("111122223333");
    if (code !== "upstream") expect(thrown.details).toEqual({ what: "identity" });
  });

  test("tells of a key that was disabled before anything is signed with it", async () => {
    const signer = await open();
    kms.fault = "disabled";
    await expect(signer.check()).rejects.toMatchObject({ code: "precondition" });
  });

  test("is not asked with credentials that are wrong, unknown or the operator's own", async () => {
    const { facts } = await makeChain("es256", { publicKey: kms.publicKeys.es256 });
    const secret = kms.secretFor("es256");
    const wrong = { ...secret, credentials: { accessKeyId: "AKIDSOMEBODY", secretAccessKey: "x" } };
    await expect(openKmsSigner(facts, wrong, openClient).sign(bytes)).rejects.toMatchObject({ code: "forbidden" });
    const gone = { ...secret, key: "arn:aws:kms:eu-central-1:111122223333:key/gone" };
    await expect(openKmsSigner(facts, gone, openClient).sign(bytes)).rejects.toMatchObject({ code: "precondition" });
    const ambient = { ...secret, credentials: null };
    await expect(openKmsSigner(facts, ambient, openClient).sign(bytes)).rejects.toMatchObject({
      code: "precondition",
      message: expect.stringContaining("C2C_KMS_AMBIENT_CREDENTIALS"),
    });
  });

  test("is asked with the operator's own credentials where the operator said so", async () => {
    const { facts } = await makeChain("es256", { publicKey: kms.publicKeys.es256 });
    const { credentials, ...rest } = kms.secretFor("es256");
    vi.stubEnv("AWS_ACCESS_KEY_ID", credentials?.accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", credentials?.secretAccessKey);
    const lent = makeOpenKmsClient({ guard: { allowPrivate: true }, ambientCredentials: true });
    const signer = openKmsSigner(facts, { ...rest, credentials: null }, lent);
    await expect(signer.sign(bytes)).resolves.toHaveLength(64);
    vi.unstubAllEnvs();
  });

  test("on a private address is refused where only public ones are allowed, by number as by name", async () => {
    const { facts } = await makeChain("es256", { publicKey: kms.publicKeys.es256 });
    const strict = makeOpenKmsClient({
      guard: {
        allowPrivate: false,
        lookup: ((_host: string, _options: object, done: (error: null, found: object[]) => void) =>
          done(null, [{ address: "10.0.0.7", family: 4 }])) as never,
      },
      ambientCredentials: false,
    });
    for (const endpoint of ["https://127.0.0.1:9/", "https://kms.example.test/"]) {
      const signer = openKmsSigner(facts, { ...kms.secretFor("es256"), endpoint }, strict);
      await expect(signer.sign(bytes)).rejects.toMatchObject({
        code: "invalid",
        message: /not on the public internet/,
      });
    }
  });

  test("signs nothing once the certificate is past its date", async () => {
    const { facts } = await makeChain("es256", { publicKey: kms.publicKeys.es256 });
    const past = openKmsSigner({ ...facts, notAfter: new Date(0) }, kms.secretFor("es256"), openClient);
    await expect(past.sign(bytes)).rejects.toMatchObject({ code: "precondition" });
    await expect(past.check()).rejects.toMatchObject({ code: "precondition" });
    expect(kms.asked).toEqual([]);
  });
});
