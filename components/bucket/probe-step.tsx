"use client";

import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Capabilities } from "@/lib/bucket/schema.ts";
import { GrantList } from "./grant-list";
import type { StepProps } from "./place-step";

/** Last step: what was found, grant by grant, and the bucket's name where it can be connected. */
export function ProbeStep({ found, draft, change, errors }: StepProps & { found: Capabilities }) {
  return (
    <>
      <GrantList grants={found.grants} />
      {found.ready ? null : (
        <Callout tone="caution" title="This bucket cannot be connected yet">
          It must at least be listed and read. Mend what is said above, then probe again; nothing was saved.
        </Callout>
      )}
      {found.ready && !found.signable ? (
        <Callout tone="caution" title="It can be looked at, not signed">
          Inventories, samples and plans will work. A run needs all four grants; you can mend that later and probe
          again.
        </Callout>
      ) : null}
      {found.ready ? (
        <Field label="Name" hint="What people in this workspace call this bucket." error={errors.name}>
          <Input
            required
            maxLength={80}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
            autoComplete="off"
          />
        </Field>
      ) : null}
    </>
  );
}
