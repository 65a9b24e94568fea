"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { digitalSourceTypes } from "@/lib/plan/digital-source-types.ts";
import type { PartProps } from "./estimate-form";
import { Folded } from "./folded";

const none = "none";

/** An origin that the workspace declares, on its own word: on the ingredient, and never as what was seen. */
export function OriginFields({ draft, change, errors }: PartProps) {
  const { stated } = draft;
  const wrong = errors.statement ?? errors.digitalSourceType;
  return (
    <Folded summary="Declared origin" open={Boolean(wrong)}>
      <p className="max-w-prose text-pretty text-muted-foreground text-xs">
        Leave it out unless you know it of every asset in this inventory. What you declare stands on the ingredient, in
        this workspace's name, as your declaration; nothing is claimed of where an asset comes from otherwise.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Digital source type" error={errors.digitalSourceType}>
          <Select
            value={stated.originType || none}
            onValueChange={(type) => change({ stated: { ...stated, originType: type === none ? "" : type } })}
            options={[
              { value: none, label: "Nothing is declared" },
              ...digitalSourceTypes.map((type) => ({ value: type, label: type.slice(type.lastIndexOf("/") + 1) })),
            ]}
          />
        </Field>
        {stated.originType ? (
          <Field label="On what it rests" hint="A sentence; it goes into each manifest." error={errors.statement}>
            <Input
              value={stated.originStatement}
              maxLength={500}
              onChange={(event) => change({ stated: { ...stated, originStatement: event.target.value } })}
              autoComplete="off"
            />
          </Field>
        ) : null}
      </div>
    </Folded>
  );
}
