import type { IdentityView } from "@/lib/signer-identity/schema.ts";

/** COSE's name of each algorithm, as a claim signature carries it. */
export const algorithmWords: Record<IdentityView["algorithm"], string> = {
  es256: "ES256",
  es384: "ES384",
  ps256: "PS256",
  ed25519: "Ed25519",
};
