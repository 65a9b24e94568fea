import { Badge } from "@/components/ui/badge";
import type { IdentityView } from "@/lib/signer-identity/schema.ts";

/** From so many days on, an identity's end is spoken of. */
export const warnDays = 30;

/** Whether an identity can sign now, and whether it is the one that signs where nobody is named. */
export function IdentityState({ identity }: { identity: IdentityView }) {
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <State identity={identity} />
      {identity.isDefault ? <Badge variant="solid">Default</Badge> : null}
    </span>
  );
}

function State({ identity: { retiredAt, daysLeft, successorId } }: { identity: IdentityView }) {
  if (retiredAt) return <Badge variant="outline">Retired</Badge>;
  if (daysLeft < 0) return <Badge variant="outline">Certificate ended</Badge>;
  if (successorId) return <Badge variant="outline">Signs what was approved</Badge>;
  if (daysLeft <= warnDays) return <Badge variant="caution">{daysLeftText(daysLeft)}</Badge>;
  return <Badge>Signs</Badge>;
}

export function daysLeftText(daysLeft: number): string {
  if (daysLeft < 0) return "Ended";
  if (daysLeft === 0) return "Ends within a day";
  return daysLeft === 1 ? "Ends in a day" : `Ends in ${daysLeft} days`;
}
