"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PartProps } from "./estimate-form";
import { Folded } from "./folded";

const fields = [
  { name: "egressUsdPerGb", label: "Egress, US$ per GB" },
  { name: "storageUsdPerGbMonth", label: "Storage, US$ per GB and month" },
  { name: "cpuUsdPerHour", label: "CPU, US$ per hour" },
  { name: "tsaUsdPerStamp", label: "Time-stamp, US$ per token" },
] as const;

/** Prices of one's own, where the list prices do not fit. */
export function PriceFields({ draft, change, errors }: PartProps) {
  return (
    <Folded summary="Prices" open={fields.some(({ name }) => errors[name])}>
      <p className="text-pretty text-muted-foreground text-xs">
        Empty fields take public list prices, which the plan names with their source and date. Put yours where you pay
        something else.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {fields.map(({ name, label }) => (
          <Field key={name} label={label} optional error={errors[name]}>
            <Input
              inputMode="decimal"
              pattern="\d+(\.\d{1,9})?"
              title="An amount such as 0.09, with at most nine decimals"
              value={draft[name]}
              onChange={(event) => change({ [name]: event.target.value })}
              autoComplete="off"
            />
          </Field>
        ))}
      </div>
    </Folded>
  );
}
