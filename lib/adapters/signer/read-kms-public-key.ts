import { GetPublicKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import { Fault } from "../../kernel/fault.ts";
import type { KmsSecret } from "../../ports/signer.ts";
import { kmsFault } from "./kms-fault.ts";

/** SubjectPublicKeyInfo in DER. KMS refuses to give it for a key that is disabled or about to be deleted, so it tells of both. */
export async function readKmsPublicKey(secret: KmsSecret, client: KMSClient): Promise<Uint8Array> {
  try {
    const { PublicKey, KeyUsage } = await client.send(new GetPublicKeyCommand({ KeyId: secret.key }));
    if (KeyUsage !== undefined && KeyUsage !== "SIGN_VERIFY")
      throw new Fault("precondition", `The key in the key service is for ${KeyUsage}. Give one for SIGN_VERIFY.`, {
        details: { what: "identity" },
      });
    if (PublicKey?.byteLength) return new Uint8Array(PublicKey);
  } catch (thrown) {
    throw kmsFault(thrown);
  }
  throw new Fault("upstream", "The key service answered without a public key.");
}
