import { z } from "zod";

import { idOf } from "../kernel/ids.ts";
import { signingAlgorithms } from "../ports/signer.ts";
import { nameOf } from "../tenant/schema.ts";

export const signingAlgorithm = z.enum(signingAlgorithms);

const keyServiceKey = z.object({
  key: z
    .string()
    .min(1)
    .max(2048)
    .describe("The key's ARN, id or alias in AWS KMS")
    .meta({ examples: ["arn:aws:kms:eu-central-1:111122223333:key/0d9b6a5e-0000-4000-8000-000000000000"] }),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "must be a region's name, such as eu-central-1")
    .meta({ examples: ["eu-central-1"] }),
  endpoint: z.url().max(2000).nullable().default(null).describe("Null for AWS's own of the region"),
  credentials: z
    .object({
      accessKeyId: z.string().min(1).max(200),
      secretAccessKey: z.string().min(1).max(200),
      sessionToken: z.string().max(5000).optional(),
    })
    .nullable()
    .default(null)
    .describe("Null for this installation's own, which its operator has to allow"),
});

/** What is sealed of an identity: `SignerSecret` of lib/ports/signer.ts, checked again whenever it is opened. */
export const signerSecret = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pem"), privateKeyPem: z.string() }),
  keyServiceKey.extend({ kind: z.literal("kms") }),
]);

const pem = z.string().min(1).max(100_000);
const chain = {
  chainPem: pem.describe("PEM, leaf first, each certificate before the one that signed it; the root may be the last"),
  anchorPem: pem.nullable().default(null).describe("The root in PEM, where it is not at the chain's end"),
};
const privateKeyPem = pem.describe("The leaf's key in PEM, not encrypted. It is sealed at once and never shown again.");

/** A chain with its key, or with the name of the key in a key service. */
export const identityCandidate = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("uploaded"), ...chain, privateKeyPem }),
  keyServiceKey.extend({ kind: z.literal("kms"), ...chain }),
]);
export type IdentityCandidate = z.output<typeof identityCandidate>;

const named = {
  name: nameOf("What people call this identity", "Newsroom 2027"),
  makeDefault: z
    .boolean()
    .default(false)
    .describe("Sign with it where nobody is named; the first one is the default anyway"),
};
export const uploadInput = z.object({ ...named, ...chain, privateKeyPem });
export const keyServiceInput = keyServiceKey.extend({ ...named, ...chain });

export const finding = z.object({
  code: z.string(),
  sentence: z.string().describe("What is wrong, and what to do"),
});

export const certificateView = z.object({
  sha256: z.string(),
  subject: z.string(),
  issuer: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  key: z.string().describe("Such as `EC prime256v1` or `RSA 2048`"),
});
export type CertificateView = z.output<typeof certificateView>;

export const identityCheckView = z.object({
  sound: z.boolean().describe("Whether it can be taken in as it is"),
  findings: z.array(finding).describe("Everything that is wrong, at once"),
  warnings: z.array(finding),
  algorithm: signingAlgorithm.nullable(),
  keyId: z.string().nullable(),
  notAfter: z.iso.datetime().nullable(),
  certificates: z.array(certificateView).describe("As they were read, the first ten"),
});
export type IdentityCheckView = z.output<typeof identityCheckView>;

export const identityKinds = ["development", "uploaded", "kms"] as const;

/** A signing identity as screens, the CLI and the API show it: nothing of its key but the id. */
export const identityView = z.object({
  id: idOf("identity"),
  name: z.string(),
  kind: z
    .enum(identityKinds)
    .describe("development: made by the service itself, on no public trust list. kms: the key is in a key service"),
  algorithm: signingAlgorithm,
  keyId: z.string().describe("SHA-256 of the leaf certificate, in hexadecimal: the key id in every receipt"),
  notAfter: z.iso.datetime().describe("When the first certificate of its chain ends"),
  daysLeft: z.number().int().describe("Whole days until then; negative afterwards"),
  createdAt: z.iso.datetime(),
  retiredAt: z.iso.datetime().nullable(),
  successorId: idOf("identity").nullable().describe("Who signs what is planned from now on"),
  isDefault: z.boolean().describe("Signs where nobody is named"),
});
export type IdentityView = z.output<typeof identityView>;

export const identityDetail = identityView.extend({
  chainPem: z.string().describe("Leaf first, then intermediates"),
  anchorPem: z.string().describe("What a validator must trust to find this identity's manifests Trusted"),
  certificates: z.array(certificateView).describe("The chain and the anchor, as they can be read"),
});
export type IdentityDetail = z.output<typeof identityDetail>;
