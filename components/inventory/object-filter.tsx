"use client";

import { Field } from "@/components/ui/field";
import { FilterForm, KeyField } from "@/components/ui/filter-form";
import { Select } from "@/components/ui/select";
import { anyType, type ObjectFilterValues } from "./any-type.ts";

/** Narrows the list of objects by prefix, type and a part of the key. */
export function ObjectFilter({
  base,
  values,
  types,
}: {
  base: string;
  values: ObjectFilterValues;
  types: readonly string[];
}) {
  const { prefix, mime, text } = values;
  return (
    <FilterForm
      label="Filter the objects"
      base={base}
      values={values}
      clearHref={prefix || mime || text ? base : null}
      className="sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_12rem_auto]"
    >
      <KeyField label="Key contains" name="text" defaultValue={text} />
      <KeyField label="Prefix" name="prefix" defaultValue={prefix} />
      <Field label="Type">
        <Select
          name="mime"
          defaultValue={mime ?? anyType}
          options={[{ value: anyType, label: "Any type" }, ...types.map((type) => ({ value: type, label: type }))]}
        />
      </Field>
    </FilterForm>
  );
}
