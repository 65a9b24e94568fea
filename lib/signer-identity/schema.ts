import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { signingAlgorithms } from "../ports/signer.ts";

export const signingAlgorithm = z.enum(signingAlgorithms);

/** What is sealed of an identity: `SignerSecret` of lib/ports/signer.ts, checked again whenever it is opened. */
export const signerSecret = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pem"), privateKeyPem: z.string() }),
  z.object({
    kind: z.literal("kms"),
    key: z.string(),
    region: z.string(),
    endpoint: z.string().nullable(),
    credentials: z
      .object({ accessKeyId: z.string(), secretAccessKey: z.string(), sessionToken: z.string().optional() })
      .nullable(),
  }),
]);

/** A signing identity as screens, the CLI and the API show it: nothing of its key but the id. */
export const identityView = z.object({
  id: idOf("identity"),
  name: z.string(),
  kind: z.enum(["development"]).describe("development: made by the service itself, on no public trust list"),
  algorithm: signingAlgorithm,
  keyId: z.string().describe("SHA-256 of the leaf certificate, in hexadecimal: the key id in every receipt"),
  notAfter: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  retiredAt: z.iso.datetime().nullable(),
});
export type IdentityView = z.output<typeof identityView>;

export const identityDetail = identityView.extend({
  chainPem: z.string().describe("Leaf first, then intermediates"),
  anchorPem: z.string().describe("What a validator must trust to find this identity's manifests Trusted"),
});
export type IdentityDetail = z.output<typeof identityDetail>;
