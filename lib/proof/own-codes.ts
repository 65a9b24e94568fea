import type { ProofFindings } from "./schema.ts";

/**
 * The status codes about the active manifest itself: those of its ingredients stand in the same list, with other
 * addresses.
 */
export function ownCodes({
  codes,
  activeManifest,
}: {
  codes: ProofFindings["codes"];
  activeManifest: { label: string } | null;
}): ProofFindings["codes"] {
  return codes.filter(({ url }) => {
    const named = /jumbf=\/c2pa\/([^/]+)/.exec(url ?? "")?.[1];
    return named === undefined || named === activeManifest?.label;
  });
}
