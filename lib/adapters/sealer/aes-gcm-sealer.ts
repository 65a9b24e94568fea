import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { Fault } from "../../kernel/fault.ts";
import type { SealBinding, Sealer } from "../../ports/sealer.ts";

const version = 1;
const ivBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
const wrappedBytes = ivBytes + keyBytes + tagBytes;

/**
 * `version ‖ wrapped key ‖ sealed text`, both parts `iv ‖ ciphertext ‖ tag` of AES-256-GCM with the binding as
 * additional data. The master key is 32 bytes in base64url; what wraps is derived from it (HKDF, RFC 5869) for this
 * purpose alone.
 */
export function makeSealer(masterKey: string): Sealer {
  const wrapping = new Uint8Array(
    hkdfSync("sha256", Buffer.from(masterKey, "base64url"), "", "c2c sealed secrets", keyBytes),
  );
  return {
    seal(plaintext, boundTo) {
      const bound = boundBytes(boundTo);
      const key = randomBytes(keyBytes);
      return new Uint8Array(
        Buffer.concat([
          Buffer.from([version]),
          encrypt(wrapping, key, bound),
          encrypt(key, Buffer.from(plaintext, "utf8"), bound),
        ]),
      );
    },
    open(sealed, boundTo) {
      const bound = boundBytes(boundTo);
      try {
        if (sealed[0] !== version) throw new RangeError(`version ${sealed[0]}`);
        const key = decrypt(wrapping, sealed.subarray(1, 1 + wrappedBytes), bound);
        return decrypt(key, sealed.subarray(1 + wrappedBytes), bound).toString("utf8");
      } catch (cause) {
        throw new Fault(
          "corrupt",
          "A sealed secret does not open: C2C_SECRET_KEY is another than when it was sealed, or the row was changed.",
          { cause },
        );
      }
    },
  };
}

/** JSON, so that no choice of ids can make two bindings the same bytes. */
function boundBytes({ tenantId, recordId }: SealBinding): Buffer {
  return Buffer.from(JSON.stringify([tenantId, recordId]), "utf8");
}

function encrypt(key: Uint8Array, plaintext: Uint8Array, bound: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(bound);
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Uint8Array, bound: Buffer): Buffer {
  const tagAt = sealed.byteLength - tagBytes;
  if (tagAt < ivBytes) throw new RangeError("too short");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  }).setAAD(bound);
  decipher.setAuthTag(sealed.subarray(tagAt));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes, tagAt)), decipher.final()]);
}
