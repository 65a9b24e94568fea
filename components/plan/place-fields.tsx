"use client";

import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { PartProps } from "./estimate-form";

export type TargetBucket = { id: string; name: string };
const same = "same";

/** What belongs to one mode only: where copies go, whether a sidecar lies beside, and the warning before objects are replaced. */
export function PlaceFields({ draft, change, errors, buckets }: PartProps & { buckets: readonly TargetBucket[] }) {
  switch (draft.mode) {
    case "remote":
      return (
        <Checkbox
          checked={draft.sidecar}
          onCheckedChange={(checked) => change({ sidecar: checked === true })}
          label="A sidecar beside each object, too"
          hint="a.c2pa beside a.jpg, where readers look who are sent no header. What lies there already stays; objects that share a name get none."
        />
      );
    case "embed":
      return buckets.length === 0 ? null : (
        <Field label="Bucket for signed copies" error={errors.targetBucketId} className="max-w-md">
          <Select
            value={draft.targetBucketId || same}
            onValueChange={(id) => change({ targetBucketId: id === same ? "" : id })}
            options={[
              { value: same, label: "The objects' own bucket" },
              ...buckets.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      );
    case "embed-in-place":
      return (
        <Callout tone="caution" title="The originals are replaced">
          Each only where it still is as the inventory saw it. Where the bucket keeps no versions, the original bytes
          are gone afterwards. Whoever approves the plan has to type so in words.
        </Callout>
      );
  }
}
