"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PartProps } from "./estimate-form";
import { Folded } from "./folded";

/** What keeps a run within bounds. Empty fields take the default that they show. */
export function LimitFields({ draft, change, defaults, errors }: PartProps) {
  const fields = [
    {
      name: "sizeMb",
      label: "Largest object, MB",
      shown: defaults.sizeBytesMax / 1_000_000,
      max: 2000,
      error: errors.sizeBytesMax,
    },
    {
      name: "megapixels",
      label: "Largest image, megapixels",
      shown: defaults.pixelsMax / 1_000_000,
      max: 1000,
      error: errors.pixelsMax,
    },
    {
      name: "retries",
      label: "Further attempts at an object",
      shown: defaults.retries,
      max: 100,
      min: 0,
      error: errors.retries,
    },
    {
      name: "timeoutMs",
      label: "One request's time, ms",
      shown: defaults.timeoutMs,
      max: 3_600_000,
      error: errors.timeoutMs,
    },
    {
      name: "deadlineMs",
      label: "One object's time, ms",
      shown: defaults.deadlineMs,
      min: 1000,
      max: 86_400_000,
      error: errors.deadlineMs,
    },
    {
      name: "concurrency",
      label: "Objects worked on at once",
      shown: defaults.concurrency,
      max: 10_000,
      error: errors.concurrency,
    },
    {
      name: "maxInflight",
      label: "Objects claimed at once",
      shown: defaults.maxInflight,
      max: 100_000,
      error: errors.maxInflight,
    },
  ] as const;
  return (
    <Folded summary="Limits" open={fields.some(({ error }) => error)}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map((field) => (
          <Field key={field.name} label={field.label} error={field.error}>
            <Input
              type="number"
              inputMode="decimal"
              step={field.name === "sizeMb" || field.name === "megapixels" ? "any" : 1}
              min={"min" in field ? field.min : 0.000001}
              max={field.max}
              placeholder={String(field.shown)}
              value={draft[field.name]}
              onChange={(event) => change({ [field.name]: event.target.value })}
            />
          </Field>
        ))}
      </div>
    </Folded>
  );
}
