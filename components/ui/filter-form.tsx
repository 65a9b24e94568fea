"use client";

import { Search, X } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./class-names";
import { Field } from "./field";
import { Input } from "./input";

export type FilterFormProps = {
  label: string;
  /** The address that the fields are added to. */
  base: string;
  /** What the page is narrowed by now: with other values the fields are filled anew. */
  values: object;
  /** Where everything is shown again; null where nothing is narrowed. */
  clearHref: string | null;
  className: string;
  children: ReactNode;
};

/** Fields above a list that narrow it, by its address: what is shown can be sent to somebody, and gone back from. */
export function FilterForm({ label, base, values, clearHref, className, children }: FilterFormProps) {
  return (
    <Form
      key={JSON.stringify(values)}
      action={base}
      scroll={false}
      aria-label={label}
      className={cn("mb-3 grid items-end gap-3", className)}
    >
      {children}
      <div className="flex gap-2">
        <Button type="submit">
          <Search aria-hidden="true" /> Filter
        </Button>
        {clearHref === null ? null : (
          <Button variant="ghost" asChild>
            <Link href={clearHref} scroll={false}>
              <X aria-hidden="true" /> Clear
            </Link>
          </Button>
        )}
      </div>
    </Form>
  );
}

/** A filter's field for a key or a part of one. */
export function KeyField({
  label,
  ...input
}: { label: string } & Pick<ComponentProps<"input">, "name" | "defaultValue">) {
  return (
    <Field label={label}>
      <Input mono autoComplete="off" autoCapitalize="off" spellCheck={false} {...input} />
    </Field>
  );
}
