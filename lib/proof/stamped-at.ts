import type { Validation } from "../ports/media.ts";
import { ownCodes } from "./own-codes.ts";

/**
 * The time by which the active manifest is shown to have existed: that of its own stamp, where the stamp's authority is
 * trusted. Null for any other, because whoever holds a stolen key can have an authority of their own name any time.
 */
export function stampedAt(validation: Validation | null): string | null {
  if (validation === null) return null;
  const trusted = ownCodes(validation).some(({ kind, code }) => kind === "success" && code === "timeStamp.trusted");
  return trusted ? (validation.activeManifest?.signer.time ?? null) : null;
}
