import {
  constants,
  createECDH,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  randomBytes,
  sign,
} from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { KmsSecret, SigningAlgorithm } from "../../lib/ports/signer.ts";

/** What the endpoint does instead of answering well. `throttle-once` throttles a single request. */
export type KmsFault = "throttle" | "throttle-once" | "denied" | "disabled" | "slow" | "garbage" | null;

export interface KmsEndpoint {
  /** The public key of each algorithm's key, as SubjectPublicKeyInfo. */
  publicKeys: Record<SigningAlgorithm, KeyObject>;
  fault: KmsFault;
  /** What was asked, in order. */
  asked: { action: string; body: Record<string, unknown> }[];
  secretFor(algorithm: SigningAlgorithm): KmsSecret;
  close(): Promise<void>;
}

const accessKeyId = "AKIDKMSEXAMPLE";
const keyId = (algorithm: string) => `arn:aws:kms:eu-central-1:111122223333:key/${algorithm}`;

/** AWS KMS's protocol (JSON 1.1) on loopback over keys of its own: GetPublicKey and Sign, with real signatures over what is sent. */
export async function openKmsEndpoint(): Promise<KmsEndpoint> {
  const keys: Record<SigningAlgorithm, KeyObject> = {
    es256: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
    es384: generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey,
    ps256: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
    ed25519: generateKeyPairSync("ed25519").privateKey,
  };
  const endpoint = { fault: null as KmsFault, asked: [] as KmsEndpoint["asked"] };
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, string>;
    const action = String(request.headers["x-amz-target"]).replace("TrentService.", "");
    endpoint.asked.push({ action, body });
    const refuse = (status: number, name: string) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify({ __type: name, message: `arn:aws:iam::111122223333 ${name}` }));
    };
    if (!request.headers.authorization?.includes(`Credential=${accessKeyId}/`))
      return refuse(400, "UnrecognizedClientException");
    if (endpoint.fault === "slow") return;
    if (endpoint.fault === "throttle-once") {
      endpoint.fault = null;
      return refuse(400, "ThrottlingException");
    }
    if (endpoint.fault === "throttle") return refuse(400, "ThrottlingException");
    if (endpoint.fault === "denied") return refuse(400, "AccessDeniedException");
    if (endpoint.fault === "disabled") return refuse(400, "DisabledException");
    const algorithm = String(body.KeyId).split("/").at(-1) as SigningAlgorithm;
    const key = keys[algorithm];
    if (!key) return refuse(400, "NotFoundException");
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    if (action === "GetPublicKey") {
      const spki = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
      return void response.end(JSON.stringify({ KeyId: body.KeyId, PublicKey: spki, KeyUsage: "SIGN_VERIFY" }));
    }
    const message = Buffer.from(String(body.Message), "base64");
    const signature = endpoint.fault === "garbage" ? randomBytes(70) : signAs(body, message, key);
    response.end(JSON.stringify({ KeyId: body.KeyId, Signature: signature.toString("base64") }));
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(endpoint, {
    publicKeys: Object.fromEntries(
      Object.entries(keys).map(([algorithm, key]) => [algorithm, createPublicKey(key)]),
    ) as KmsEndpoint["publicKeys"],
    secretFor: (algorithm: SigningAlgorithm): KmsSecret => ({
      kind: "kms",
      key: keyId(algorithm),
      region: "eu-central-1",
      endpoint: address,
      credentials: { accessKeyId, secretAccessKey: "a secret that nobody may see again" },
    }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** As KMS: it takes what it is told the message is, a digest or the message itself, and nothing else. */
function signAs(body: Record<string, string>, message: Buffer, key: KeyObject): Buffer {
  switch (`${body.SigningAlgorithm} ${body.MessageType}`) {
    case "ECDSA_SHA_256 DIGEST":
      return ecdsaOverDigest(message, key, "prime256v1", n256);
    case "ECDSA_SHA_384 DIGEST":
      return ecdsaOverDigest(message, key, "secp384r1", n384);
    case "RSASSA_PSS_SHA_256 DIGEST":
      return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, pssEncoded(message, 2048));
    case "ED25519_SHA_512 RAW":
      return sign(null, message, key);
    default:
      throw new RangeError(`${body.SigningAlgorithm} over ${body.MessageType}`);
  }
}

const n256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const n384 = 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n;

/** FIPS 186-5, 6.4.1, over a digest, which node's own `sign` cannot do; the ECDH gives k and the point of it. */
function ecdsaOverDigest(digest: Buffer, key: KeyObject, curve: string, n: bigint): Buffer {
  const d = BigInt(`0x${Buffer.from(String(key.export({ format: "jwk" }).d), "base64url").toString("hex")}`);
  const once = createECDH(curve);
  const point = once.generateKeys();
  const k = BigInt(`0x${once.getPrivateKey("hex")}`);
  const r = BigInt(`0x${point.subarray(1, 1 + (point.length - 1) / 2).toString("hex")}`) % n;
  const z = BigInt(`0x${digest.toString("hex")}`);
  const s = (power(k, n - 2n, n) * ((z + r * d) % n)) % n;
  const parts = Buffer.concat([derInteger(r), derInteger(s)]);
  return Buffer.concat([Buffer.from([0x30, parts.length]), parts]);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let b = base % modulus, e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * b) % modulus;
    b = (b * b) % modulus;
  }
  return result;
}

function derInteger(value: bigint): Buffer {
  let hex = value.toString(16);
  if (hex.length % 2) hex = `0${hex}`;
  const bytes = Buffer.from(Number.parseInt(hex.slice(0, 2), 16) > 0x7f ? `00${hex}` : hex, "hex");
  return Buffer.concat([Buffer.from([0x02, bytes.length]), bytes]);
}

/** EMSA-PSS (RFC 8017, 9.1.1) with SHA-256 and a salt as long. */
function pssEncoded(digest: Buffer, bits: number): Buffer {
  const sha256 = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
  const salt = randomBytes(32);
  const hash = sha256(Buffer.alloc(8), digest, salt);
  const block = Buffer.concat([Buffer.alloc(bits / 8 - 32 - 32 - 2), Buffer.from([1]), salt]);
  for (let at = 0, counter = 0; at < block.length; at += 32, counter++) {
    const mask = sha256(hash, Buffer.from([0, 0, 0, counter]));
    for (let i = 0; i < 32 && at + i < block.length; i++) block[at + i] = (block[at + i] ?? 0) ^ (mask[i] ?? 0);
  }
  block[0] = (block[0] ?? 0) & 0x7f;
  return Buffer.concat([block, hash, Buffer.from([0xbc])]);
}
