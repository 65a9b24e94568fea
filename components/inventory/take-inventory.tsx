"use client";

import { ListTree } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { InventoryView } from "@/lib/inventory/schema.ts";

export type TakeInventoryProps = {
  slug: string;
  request: (prefixes: string[]) => Promise<ActionResult<InventoryView>>;
};

/** Asks for the bucket to be listed, whole or below some prefixes, and goes to the inventory. */
export function TakeInventory({ slug, request }: TakeInventoryProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  function submit(event: FormEvent) {
    event.preventDefault();
    const prefixes = text.split("\n").filter((line) => line !== "");
    start(async () => {
      const result = await request(prefixes.length > 0 ? prefixes : [""]);
      if (result.ok) router.push(`/${slug}/inventories/${result.value.id}`);
      else setProblem(result.error.message);
    });
  }
  return (
    <Dialog
      title="Take an inventory"
      description="Lists the objects and keeps their keys, sizes, dates and ETags. No object is read, and nothing is written."
      trigger={
        <Button variant="primary">
          <ListTree aria-hidden="true" /> Take an inventory
        </Button>
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label="Only below these prefixes"
          optional
          hint="One on a line, such as photos/2024/. Leave it empty for the whole bucket."
          error={problem}
        >
          <Textarea
            mono
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        </Field>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" pending={pending}>
            Begin
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
