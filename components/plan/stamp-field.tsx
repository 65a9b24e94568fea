"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type StampProfileName, stampProfiles, stampProfileWords } from "@/lib/kernel/stamp-profiles.ts";
import type { PartProps } from "./estimate-form";

/** Whether manifests are time-stamped, and by which of the workspace's authorities. `named` are those that have one. */
export function StampField({ draft, change, errors, named }: PartProps & { named: readonly StampProfileName[] }) {
  return (
    <Field
      label="Time-stamps"
      hint="A token proves that the manifest existed by its time. What gets none in time is signed all the same, and stamped later."
      error={errors.timeStamp}
      className="max-w-md"
    >
      <Select
        value={draft.timeStamp}
        onValueChange={(timeStamp) => change({ timeStamp: timeStamp as typeof draft.timeStamp })}
        options={[
          { value: "none", label: "None" },
          ...stampProfiles.map((profile) => ({
            value: profile,
            label: stampProfileWords[profile].label,
            hint: named.includes(profile) ? profile : "no authority is named",
            disabled: !named.includes(profile),
          })),
        ]}
      />
    </Field>
  );
}
