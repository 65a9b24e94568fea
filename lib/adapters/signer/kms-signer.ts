import { createHash } from "node:crypto";
import { type KMSClient, SignCommand, type SignCommandInput } from "@aws-sdk/client-kms";
import { Fault } from "../../kernel/fault.ts";
import type { KmsSecret, Signer, SignerFacts, SigningAlgorithm } from "../../ports/signer.ts";
import { kmsFault } from "./kms-fault.ts";
import type { OpenKmsClient } from "./open-kms-client.ts";
import { p1363Of } from "./p1363-of.ts";
import { readKmsPublicKey } from "./read-kms-public-key.ts";
import { refusePast } from "./refuse-past.ts";

/**
 * Signs with a key that AWS KMS holds: one request a signature, and only the hash of the claim goes out, but for Ed25519,
 * which signs the claim itself. The SDK tries twice within the time that one call may take; further tries are the run's.
 */
export function openKmsSigner(facts: SignerFacts, secret: KmsSecret, openClient: OpenKmsClient): Signer {
  let client: KMSClient | null = null;
  const opened = () => {
    client ??= openClient(secret);
    return client;
  };
  return {
    ...facts,
    kind: "kms",
    async check() {
      refusePast(facts);
      await readKmsPublicKey(secret, opened());
    },
    async sign(toBeSigned) {
      refusePast(facts);
      const command = new SignCommand({ KeyId: secret.key, ...requests[facts.algorithm](toBeSigned) });
      let signature: Uint8Array | undefined;
      try {
        ({ Signature: signature } = await opened().send(command));
      } catch (thrown) {
        throw kmsFault(thrown);
      }
      if (!signature?.byteLength)
        throw new Fault("upstream", "The key service answered without a signature.", {
          details: { what: "key_service" },
        });
      return coseSignature(signature, facts.algorithm);
    },
  };
}

const requests: Record<SigningAlgorithm, (bytes: Uint8Array) => Omit<SignCommandInput, "KeyId">> = {
  es256: (bytes) => ({ SigningAlgorithm: "ECDSA_SHA_256", MessageType: "DIGEST", Message: digest("sha256", bytes) }),
  es384: (bytes) => ({ SigningAlgorithm: "ECDSA_SHA_384", MessageType: "DIGEST", Message: digest("sha384", bytes) }),
  // KMS salts with as many bytes as the hash has, which is what COSE wants (RFC 8230, section 2).
  ps256: (bytes) => ({
    SigningAlgorithm: "RSASSA_PSS_SHA_256",
    MessageType: "DIGEST",
    Message: digest("sha256", bytes),
  }),
  ed25519: (bytes) => ({ SigningAlgorithm: "ED25519_SHA_512", MessageType: "RAW", Message: bytes }),
};

function digest(name: "sha256" | "sha384", bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(name).update(bytes).digest());
}

function coseSignature(signature: Uint8Array, algorithm: SigningAlgorithm): Uint8Array {
  switch (algorithm) {
    case "es256":
      return p1363Of(signature, 32);
    case "es384":
      return p1363Of(signature, 48);
    case "ps256":
    case "ed25519":
      return new Uint8Array(signature);
  }
}
