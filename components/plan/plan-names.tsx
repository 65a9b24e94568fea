import type { PlanSettings } from "@/lib/plan/schema.ts";
import type { IdentityView } from "@/lib/signer-identity/schema.ts";

/** What people call the things that a plan's settings name by their ids; null where there is none, or the reader may not know. */
export interface PlanNames {
  identity: Pick<IdentityView, "name" | "kind" | "keyId"> | null;
  /** Of the values for each object. */
  fieldSet: string | null;
  /** Where signed copies go, if not beside the objects. */
  targetBucket: string | null;
}

/** Who signs. */
export function SignedBy({ settings, names: { identity } }: { settings: PlanSettings; names: PlanNames }) {
  if (identity === null) return <code>{settings.identityId}</code>;
  return (
    <>
      <bdi>{identity.name}</bdi>, {identity.kind}, key <code>{identity.keyId.slice(0, 12)}…</code>
    </>
  );
}

/** The other bucket that signed copies go to; nothing where it is the objects' own. */
export function TargetBucket({ settings, names }: { settings: PlanSettings; names: PlanNames }) {
  if (settings.targetBucketId === null) return null;
  return (
    <> in {names.targetBucket === null ? <code>{settings.targetBucketId}</code> : <bdi>{names.targetBucket}</bdi>}</>
  );
}
