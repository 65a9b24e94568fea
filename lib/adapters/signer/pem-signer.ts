import { constants, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { Fault } from "../../kernel/fault.ts";
import type { Signer, SignerFacts, SigningAlgorithm } from "../../ports/signer.ts";
import { refusePast } from "./refuse-past.ts";

/** Signs with a key in memory, in the form that COSE wants (RFC 9053): P1363 for ECDSA, a salt as long as the hash for PSS. */
export function openPemSigner(facts: SignerFacts, privateKeyPem: string): Signer {
  const key = readKey(privateKeyPem, facts.algorithm);
  return {
    ...facts,
    kind: "pem",
    async check() {
      refusePast(facts);
    },
    async sign(toBeSigned) {
      refusePast(facts);
      return new Uint8Array(rawSignature(toBeSigned, key, facts.algorithm));
    },
  };
}

function readKey(pem: string, algorithm: SigningAlgorithm): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new Fault("invalid", "The private key is no PKCS#8 key in PEM.", { cause });
  }
  const wanted = { es256: "ec", es384: "ec", ps256: "rsa", ed25519: "ed25519" }[algorithm];
  if (key.asymmetricKeyType !== wanted)
    throw new Fault(
      "invalid",
      `A key for ${algorithm} is of the kind ${wanted}; this one is ${key.asymmetricKeyType}.`,
    );
  const curve = { es256: "prime256v1", es384: "secp384r1", ps256: undefined, ed25519: undefined }[algorithm];
  if (key.asymmetricKeyDetails?.namedCurve !== curve)
    throw new Fault("invalid", `A key for ${algorithm} is on the curve ${curve}; this one is on another.`);
  return key;
}

function rawSignature(bytes: Uint8Array, key: KeyObject, algorithm: SigningAlgorithm): Buffer {
  switch (algorithm) {
    case "es256":
      return sign("sha256", bytes, { key, dsaEncoding: "ieee-p1363" });
    case "es384":
      return sign("sha384", bytes, { key, dsaEncoding: "ieee-p1363" });
    case "ps256":
      return sign("sha256", bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
    case "ed25519":
      return sign(null, bytes, key);
  }
}
