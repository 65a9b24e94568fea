import type { MediaEngine, Validation } from "../ports/media.ts";
import type { SignerFacts } from "../ports/signer.ts";

type Job = Omit<Parameters<MediaEngine["validate"]>[0], "anchorsPem" | "pinnedLeafPem">;

/**
 * Validates what an identity is said to have signed: Trusted only where the signing certificate is this identity's own, to
 * the byte. That a certificate leads to the identity's anchor is not enough: under a public authority's root, so do those of all its
 * other customers, and a manifest's label can be reckoned by anybody. `chainFollowed` is whether a validation before this one has
 * led this very chain to its anchor: then that is not done again, which is most of what a validation costs.
 */
export async function validateOwn(
  media: Pick<MediaEngine, "validate">,
  signer: Pick<SignerFacts, "chainPem" | "anchorPem">,
  job: Job,
  chainFollowed = false,
): Promise<Validation> {
  if (!chainFollowed) {
    const followed = await media.validate({ ...job, anchorsPem: signer.anchorPem });
    if (followed.state !== "Trusted") return followed;
  }
  return media.validate({ ...job, anchorsPem: "", pinnedLeafPem: leafOf(signer) });
}

function leafOf({ chainPem }: Pick<SignerFacts, "chainPem">): string {
  const end = "-----END CERTIFICATE-----";
  return `${chainPem.slice(0, chainPem.indexOf(end))}${end}\n`;
}
