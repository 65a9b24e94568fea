import type { OpenSigner } from "../../ports/signer.ts";
import { openKmsSigner } from "./kms-signer.ts";
import type { OpenKmsClient } from "./open-kms-client.ts";
import { openPemSigner } from "./pem-signer.ts";

/** The one way from an identity's unsealed secret to its signer. */
export function makeOpenSigner(openClient: OpenKmsClient): OpenSigner {
  return (facts, secret) =>
    secret.kind === "kms" ? openKmsSigner(facts, secret, openClient) : openPemSigner(facts, secret.privateKeyPem);
}
