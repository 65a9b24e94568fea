"use client";

import { Field } from "@/components/ui/field";
import { FilterForm, KeyField } from "@/components/ui/filter-form";
import { Select } from "@/components/ui/select";
import { countText } from "@/lib/kernel/count-text";
import { anyReason, type ItemSearch, itemsHref } from "./item-search.ts";

/** Narrows a run's objects by reason and prefix, within the outcome that is chosen above it. */
export function ItemFilter({
  base,
  search,
  reasons,
}: {
  base: string;
  search: ItemSearch;
  reasons: readonly { why: string; objects: string }[];
}) {
  const { outcome, why, prefix } = search;
  return (
    <FilterForm
      label="Filter the objects"
      base={base}
      values={search}
      clearHref={why || prefix ? itemsHref(base, { outcome }) : null}
      className="sm:grid-cols-[minmax(0,1fr)_18rem_auto]"
    >
      {outcome ? <input type="hidden" name="outcome" value={outcome} /> : null}
      <KeyField label="Key begins with" name="prefix" defaultValue={prefix} />
      <Field label="Reason">
        <Select
          name="why"
          defaultValue={why ?? anyReason}
          options={[
            { value: anyReason, label: "Any reason" },
            ...reasons.map((each) => ({ value: each.why, label: each.why, hint: countText(each.objects) })),
          ]}
        />
      </Field>
    </FilterForm>
  );
}
