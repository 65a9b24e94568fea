"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PartProps } from "./estimate-form";

/** Where a run writes: the manifest stores, and in mode embed the signed copies. */
export function PrefixFields({ draft, change, defaults, errors }: PartProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Prefix for manifest stores"
        hint="Inside the bucket, with a slash at the end."
        error={errors.manifestPrefix}
      >
        <Input
          mono
          value={draft.manifestPrefix}
          placeholder={defaults.manifestPrefix}
          onChange={(event) => change({ manifestPrefix: event.target.value })}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </Field>
      {draft.mode === "embed" ? (
        <Field label="Prefix for signed copies" hint="Each copy keeps its key below it." error={errors.targetPrefix}>
          <Input
            mono
            value={draft.targetPrefix}
            placeholder={defaults.targetPrefix}
            onChange={(event) => change({ targetPrefix: event.target.value })}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        </Field>
      ) : null}
    </div>
  );
}
