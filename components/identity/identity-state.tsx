import { Badge } from "@/components/ui/badge";
import type { IdentityView } from "@/lib/signer-identity/schema.ts";

/** Whether an identity can sign now. */
export function IdentityState({ identity, now }: { identity: IdentityView; now: Date }) {
  if (identity.retiredAt) return <Badge variant="outline">Retired</Badge>;
  if (Date.parse(identity.notAfter) <= now.getTime()) return <Badge variant="outline">Certificate ended</Badge>;
  return <Badge>Signs</Badge>;
}
