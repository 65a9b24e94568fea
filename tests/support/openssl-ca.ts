import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Loopback, serveLoopback } from "./loopback-server.ts";

const run = promisify(execFile);

export interface OpensslCa {
  caPem: string;
  leafPem: string;
  leafKeyPem: string;
  /** Certificates of the same authority that name nobody to ask, and that nobody entered in the index. */
  bareLeafPem: string;
  /** How the next questions are answered. */
  mode: "right" | "direct" | "stranger" | "not-for-ocsp" | "silent" | "refusing" | "other-nonce" | "garbage";
  revoke(reason: string): Promise<void>;
  /** The index without the leaf: the responder does not know it. */
  forget(): Promise<void>;
  makeCrl(): Promise<void>;
  asked: string[];
  close(): Promise<void>;
}

/** A certificate authority of openssl's own, whose `openssl ocsp` and revocation list answer on loopback. */
export async function openOpensslCa(): Promise<OpensslCa> {
  const folder = await mkdtemp(join(tmpdir(), "c2c-openssl-ca-"));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => run("openssl", args, { cwd: folder });
  let crl: Buffer | null = null;

  const server: Loopback = await serveLoopback(async (request, response) => {
    if (request.url === "/ca.crl") return void (crl ? response.end(crl) : response.writeHead(404).end());
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (ca.mode === "silent") return;
    if (ca.mode === "garbage") return void response.end("<html>");
    await writeFile(at("question.der"), Buffer.concat(chunks));
    response.setHeader("content-type", "application/ocsp-response");
    // RFC 6960: a response of nothing but the status `tryLater`.
    if (ca.mode === "refusing") return void response.end(Buffer.from("30030a0103", "hex"));
    if (ca.mode === "other-nonce" && replay) return void response.end(replay);
    const signers: Record<string, [string, string]> = {
      direct: ["ca.pem", "ca.key"],
      stranger: ["stranger.pem", "stranger.key"],
      "not-for-ocsp": ["bare.pem", "bare.key"],
    };
    const [signer, key] = signers[ca.mode] ?? ["responder.pem", "responder.key"];
    const answer = ["-index", "index.txt", "-CA", "ca.pem", "-rsigner", signer, "-rkey", key, "-ndays", "2"];
    await openssl("ocsp", ...answer, "-reqin", "question.der", "-respout", "answer.der");
    const made = await readFile(at("answer.der"));
    if (ca.mode === "right") replay = made;
    response.end(made);
  });
  let replay: Buffer | null = null;

  await writeFile(at("ca.cnf"), configuration(server.origin));
  await writeFile(at("index.txt"), "");
  await writeFile(at("serial"), "1000\n");
  await writeFile(at("crlnumber"), "01\n");
  const self = async (name: string, ...extensions: string[]) => {
    const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", `${name}.key`];
    const named = ["-subj", `/CN=Test ${name}/O=Test`, "-days", "30", "-out", `${name}.pem`];
    await openssl(
      "req",
      "-x509",
      "-config",
      "ca.cnf",
      ...ec,
      ...named,
      ...extensions.flatMap((each) => ["-addext", each]),
    );
  };
  const issue = async (name: string, extensions: string) => {
    const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", `${name}.key`];
    await openssl("req", "-config", "ca.cnf", ...ec, "-subj", `/CN=Test ${name}/O=Test`, "-out", `${name}.csr`);
    const made = ["-in", `${name}.csr`, "-out", `${name}.pem`, "-extensions", extensions, "-notext", "-batch"];
    await openssl("ca", "-config", "ca.cnf", ...made);
  };
  await self("ca", "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign,digitalSignature");
  await self("stranger", "basicConstraints=critical,CA:TRUE", "extendedKeyUsage=OCSPSigning");
  await issue("responder", "responder");
  await issue("bare", "bare");
  await issue("leaf", "leaf");

  const text = (name: string) => readFile(at(name), "utf8");
  const ca: OpensslCa = {
    caPem: await text("ca.pem"),
    leafPem: await text("leaf.pem"),
    leafKeyPem: await text("leaf.key"),
    bareLeafPem: await text("bare.pem"),
    mode: "right",
    asked: server.asked,
    async revoke(reason) {
      await openssl("ca", "-config", "ca.cnf", "-revoke", "leaf.pem", "-crl_reason", reason);
    },
    async forget() {
      const lines = (await text("index.txt")).split("\n").filter((line) => !line.includes("CN=Test leaf"));
      await writeFile(at("index.txt"), lines.join("\n"));
    },
    async makeCrl() {
      await openssl("ca", "-config", "ca.cnf", "-gencrl", "-crldays", "2", "-out", "ca.crl.pem");
      await openssl("crl", "-in", "ca.crl.pem", "-outform", "DER", "-out", "ca.crl");
      crl = await readFile(at("ca.crl"));
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return ca;
}

function configuration(origin: string): string {
  return `[req]
distinguished_name = name
[name]
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_days = 20
policy = anything
unique_subject = no
[anything]
organizationName = optional
commonName = supplied
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = emailProtection,1.3.6.1.4.1.62558.2.1
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
authorityInfoAccess = OCSP;URI:${origin}/ocsp
crlDistributionPoints = URI:${origin}/ca.crl
[bare]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = emailProtection
authorityKeyIdentifier = keyid
[responder]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
authorityKeyIdentifier = keyid
`;
}
