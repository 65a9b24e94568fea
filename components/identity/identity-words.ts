import type { IdentityView } from "@/lib/signer-identity/schema.ts";

/** COSE's name of each algorithm, as a claim signature carries it. */
export const algorithmWords: Record<IdentityView["algorithm"], string> = {
  es256: "ES256",
  es384: "ES384",
  ps256: "PS256",
  ed25519: "Ed25519",
};

/** Where an identity's key came from. */
export const kindWords: Record<IdentityView["kind"], string> = {
  development: "Development",
  uploaded: "Uploaded",
  kms: "Key service",
};
