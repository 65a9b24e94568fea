"use client";

import { Search, X } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { anyReason, type ItemSearch } from "./item-search.ts";

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
  return (
    <Form
      key={JSON.stringify(search)}
      action={base}
      scroll={false}
      aria-label="Filter the objects"
      className="mb-3 grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_18rem_auto]"
    >
      {search.outcome ? <input type="hidden" name="outcome" value={search.outcome} /> : null}
      <Field label="Key begins with">
        <Input mono name="prefix" defaultValue={search.prefix} autoComplete="off" spellCheck={false} />
      </Field>
      <Field label="Reason">
        <Select
          name="why"
          defaultValue={search.why ?? anyReason}
          options={[
            { value: anyReason, label: "Any reason" },
            ...reasons.map(({ why, objects }) => ({
              value: why,
              label: why,
              hint: Number(objects).toLocaleString("en-US"),
            })),
          ]}
        />
      </Field>
      <div className="flex gap-2">
        <Button type="submit">
          <Search aria-hidden="true" /> Filter
        </Button>
        {search.why || search.prefix ? (
          <Button variant="ghost" asChild>
            <Link href={search.outcome ? `${base}?outcome=${search.outcome}` : base} scroll={false}>
              <X aria-hidden="true" /> Clear
            </Link>
          </Button>
        ) : null}
      </div>
    </Form>
  );
}
