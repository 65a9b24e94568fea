import "reflect-metadata";
import { execFile } from "node:child_process";
import { randomBytes, webcrypto } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import { TimeStampReq } from "@peculiar/asn1-tsp";
import * as x509 from "@peculiar/x509";
import { reissueToken } from "./reissue-token.ts";

/** Where Debian and macOS have it; the tests that need an authority are skipped by name where it is missing. */
export const hasOpenssl = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"].some(existsSync);

/** What happens to one request. */
export type TsaFault =
  | { kind: "slow"; ms: number }
  | { kind: "status"; status: number; headers?: Record<string, string> }
  /** A well-made token for another request: what a replay or a confused authority answers. */
  | { kind: "wrong-nonce" }
  | { kind: "wrong-imprint" }
  /** A token by a certificate that ended yesterday. */
  | { kind: "expired" }
  /** A token by a certificate that is for time-stamps among other things, or not critically so. */
  | { kind: "wrong-purpose"; how: "more-purposes" | "not-critical" }
  /** A token whose signature has one bit changed. */
  | { kind: "tampered" }
  /** RFC 3161's own refusal: status `rejection`. */
  | { kind: "rejection" }
  | { kind: "garbage" }
  | { kind: "huge" }
  | { kind: "wrong-type" };

export interface Tsa {
  url: string;
  /** What its tokens lead to. */
  anchorPem: string;
  /** Spoils the requests to come, one each, in order. */
  spoil(...faults: TsaFault[]): void;
  /** Spoils every request until it is told otherwise. */
  always(fault: TsaFault | null): void;
  /** When each request came, and the headers that it had. */
  readonly seen: { atMs: number; headers: IncomingMessage["headers"] }[];
  close(): Promise<void>;
}

const run = promisify(execFile);
const p256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 86_400_000;

/** A time-stamp authority of our own: certificates made here, tokens made by `openssl ts`, on loopback. */
export async function startTsa(): Promise<Tsa> {
  const folder = await mkdtemp(join(tmpdir(), "c2c-tsa-"));
  const root = await makeCertificate({ name: "Test TSA Root", purposes: [], issuer: null, endsInMs: 3_650 * dayMs });
  const stamps = { purposes: [timeStamping], issuer: root, endsInMs: 365 * dayMs };
  const good = await makeCertificate({ name: "Test TSA", ...stamps });
  const { keys } = good;
  const certificates = {
    good,
    expired: await makeCertificate({ name: "Old TSA", ...stamps, endsInMs: -dayMs }),
    "more-purposes": await makeCertificate({ name: "Test TSA", ...stamps, purposes: [timeStamping, serverAuth], keys }),
    "not-critical": await makeCertificate({ name: "Test TSA", ...stamps, critical: false, keys }),
  };
  await writeFile(join(folder, "root.pem"), root.pem);
  for (const [name, { pem, keyPem }] of Object.entries(certificates)) {
    await writeFile(join(folder, `${name}.pem`), pem);
    await writeFile(join(folder, `${name}.key`), keyPem);
    await writeFile(join(folder, `${name}.cnf`), configOf(folder, name));
    await writeFile(join(folder, `${name}.serial`), "01\n");
  }
  const faults: TsaFault[] = [];
  const seen: Tsa["seen"] = [];
  let standing: TsaFault | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let files = 0;

  /** One at a time: openssl counts its serial numbers in a file. */
  function reply(request: Uint8Array, certificate: string): Promise<Buffer> {
    const answer = queue.then(async () => {
      const path = join(folder, String(files++));
      await writeFile(path, request);
      const config = join(folder, `${certificate}.cnf`);
      await run("openssl", ["ts", "-reply", "-config", config, "-queryfile", path, "-out", `${path}.tsr`]);
      return readFile(`${path}.tsr`);
    });
    queue = answer.catch(() => {});
    return answer;
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    seen.push({ atMs: Date.now(), headers: incoming.headers });
    const fault = faults.shift() ?? standing;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const send = (body: Uint8Array, type = "application/timestamp-reply") =>
      outgoing.writeHead(200, { "content-type": type }).end(body);
    const request = new Uint8Array(Buffer.concat(chunks));
    switch (fault?.kind) {
      case "status":
        return void outgoing.writeHead(fault.status, { "content-type": "text/plain", ...fault.headers }).end("no");
      case "garbage":
        return void send(randomBytes(500));
      case "huge":
        return void send(Buffer.alloc(1 << 20, 0x30));
      case "wrong-type":
        return void send(Buffer.from("<html>Sign in to this network</html>"), "text/html");
      case "rejection":
        // PKIStatusInfo { status rejection(2), failInfo badAlg(0) }
        return void send(Uint8Array.from([0x30, 0x09, 0x30, 0x07, 0x02, 0x01, 0x02, 0x03, 0x02, 0x07, 0x80]));
      case "wrong-nonce":
        return void send(await reply(otherNonce(request), "good"));
      case "wrong-imprint":
        return void send(await reply(otherImprint(request), "good"));
      case "expired":
        return void send(await reply(request, "expired"));
      case "wrong-purpose":
        return void send(reissueToken(await reply(request, "good"), certificates[fault.how]));
      case "tampered": {
        const bytes = await reply(request, "good");
        // The signature is the last thing in a token.
        bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
        return void send(bytes);
      }
      case "slow":
        setTimeout(() => void reply(request, "good").then((bytes) => send(bytes)), fault.ms).unref();
        return;
      default:
        send(await reply(request, "good"));
    }
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((thrown) => outgoing.writeHead(500).end(String(thrown)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    anchorPem: root.pem,
    spoil: (...more) => void faults.push(...more),
    always(fault) {
      standing = fault;
    },
    seen,
    async close() {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      await queue;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function otherNonce(bytes: Uint8Array): Uint8Array {
  const request = AsnConvert.parse(bytes, TimeStampReq);
  request.nonce = new Uint8Array([0x11, 0x22, 0x33, 0x44]).buffer;
  return new Uint8Array(AsnConvert.serialize(request));
}

function otherImprint(bytes: Uint8Array): Uint8Array {
  const request = AsnConvert.parse(bytes, TimeStampReq);
  request.messageImprint.hashedMessage = new OctetString(new Uint8Array(32).fill(9));
  return new Uint8Array(AsnConvert.serialize(request));
}

function configOf(folder: string, name: string): string {
  return [
    "[tsa]",
    "default_tsa=t",
    "[t]",
    `serial=${folder}/${name}.serial`,
    "crypto_device=builtin",
    `signer_cert=${folder}/${name}.pem`,
    `certs=${folder}/root.pem`,
    `signer_key=${folder}/${name}.key`,
    "signer_digest=sha256",
    "default_policy=1.2.3.4.1",
    "digests=sha256,sha384,sha512",
    "accuracy=secs:1",
    "ordering=no",
    "tsa_name=yes",
    "ess_cert_id_chain=no",
    "ess_cert_id_alg=sha256",
    "",
  ].join("\n");
}

const timeStamping = "1.3.6.1.5.5.7.3.8";
const serverAuth = "1.3.6.1.5.5.7.3.1";

interface Certified {
  pem: string;
  keyPem: string;
  keys: webcrypto.CryptoKeyPair;
  name: string;
}

async function makeCertificate(input: {
  name: string;
  /** None for an authority. */
  purposes: string[];
  critical?: boolean;
  issuer: Certified | null;
  endsInMs: number;
  keys?: webcrypto.CryptoKeyPair;
}): Promise<Certified> {
  const keys =
    input.keys ?? ((await webcrypto.subtle.generateKey(p256, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair);
  const { name, purposes, critical = true, issuer } = input;
  const authority = purposes.length === 0;
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: `01${randomBytes(8).toString("hex")}`,
      subject: `CN=${name}, O=Example Time`,
      issuer: `CN=${(issuer ?? input).name}, O=Example Time`,
      notBefore: new Date(Date.now() - 30 * dayMs),
      notAfter: new Date(Date.now() + input.endsInMs),
      publicKey: keys.publicKey as CryptoKey,
      signingKey: (issuer?.keys ?? keys).privateKey as CryptoKey,
      signingAlgorithm: p256,
      extensions: [
        new x509.BasicConstraintsExtension(authority, undefined, true),
        new x509.KeyUsagesExtension(
          authority ? x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign : x509.KeyUsageFlags.digitalSignature,
          true,
        ),
        ...(authority ? [] : [new x509.ExtendedKeyUsageExtension(purposes, critical)]),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey, false, webcrypto as Crypto),
        await x509.AuthorityKeyIdentifierExtension.create(
          (issuer?.keys ?? keys).publicKey as CryptoKey,
          false,
          webcrypto as Crypto,
        ),
      ],
    },
    webcrypto as Crypto,
  );
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  const keyPem = `-----BEGIN PRIVATE KEY-----\n${der.match(/.{1,64}/g)?.join("\n")}\n-----END PRIVATE KEY-----\n`;
  return { pem: `${certificate.toString("pem")}\n`, keyPem, keys, name };
}
