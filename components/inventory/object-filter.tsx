"use client";

import { Search, X } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
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
  const narrowed = Boolean(values.prefix || values.mime || values.text);
  return (
    <Form
      key={JSON.stringify(values)}
      action={base}
      scroll={false}
      aria-label="Filter the objects"
      className="mb-3 grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_12rem_auto]"
    >
      <Field label="Key contains">
        <Input mono name="text" defaultValue={values.text} autoComplete="off" spellCheck={false} />
      </Field>
      <Field label="Prefix">
        <Input mono name="prefix" defaultValue={values.prefix} autoComplete="off" spellCheck={false} />
      </Field>
      <Field label="Type">
        <Select
          name="mime"
          defaultValue={values.mime ?? anyType}
          options={[{ value: anyType, label: "Any type" }, ...types.map((type) => ({ value: type, label: type }))]}
        />
      </Field>
      <div className="flex gap-2">
        <Button type="submit">
          <Search aria-hidden="true" /> Filter
        </Button>
        {narrowed ? (
          <Button variant="ghost" asChild>
            <Link href={base} scroll={false}>
              <X aria-hidden="true" /> Clear
            </Link>
          </Button>
        ) : null}
      </div>
    </Form>
  );
}
