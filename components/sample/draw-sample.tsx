"use client";

import { Dices } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { Stratifier } from "@/lib/sample/schema.ts";

export type DrawSampleProps = {
  slug: string;
  request: (wanted: { wanted: number; seed?: string; stratify: Stratifier[] }) => Promise<ActionResult<{ id: string }>>;
};

const traits: { value: Stratifier; label: string; hint: string }[] = [
  { value: "mime", label: "Type", hint: "As the key's ending suggests" },
  { value: "size", label: "Size", hint: "In tenths of the inventory" },
  { value: "prefix", label: "Prefix", hint: "At the top level" },
  { value: "date", label: "Month", hint: "Of the last change" },
];

/** Asks for a sample and goes to it. */
export function DrawSample({ slug, request }: DrawSampleProps) {
  const router = useRouter();
  const [wanted, setWanted] = useState("400");
  const [seed, setSeed] = useState("");
  const [stratify, setStratify] = useState<Stratifier[]>(traits.map(({ value }) => value));
  async function submit() {
    const result = await request({ wanted: Number(wanted), seed: seed === "" ? undefined : seed, stratify });
    if (result.ok) router.push(`/${slug}/samples/${result.value.id}`);
    return result;
  }
  return (
    <FormDialog
      title="Draw a sample"
      description="Reads a few objects of every kind and shows what a run would meet. Nothing is written to the bucket."
      trigger={
        <Button variant="primary">
          <Dices aria-hidden="true" /> Draw a sample
        </Button>
      }
      confirmLabel="Draw"
      submit={submit}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Objects" hint="More of them make the intervals narrower.">
          <Input
            type="number"
            inputMode="numeric"
            required
            min={1}
            max={10000}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </Field>
        <Field label="Seed" optional hint="The same seed draws the same sample.">
          <Input
            mono
            maxLength={200}
            value={seed}
            onChange={(event) => setSeed(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </div>
      <fieldset className="grid gap-3">
        <legend className="mb-2 font-medium text-[0.8125rem]">Strata by</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {traits.map(({ value, label, hint }) => (
            <Checkbox
              key={value}
              label={label}
              hint={hint}
              checked={stratify.includes(value)}
              onCheckedChange={(on) =>
                setStratify((before) => (on === true ? [...before, value] : before.filter((each) => each !== value)))
              }
            />
          ))}
        </div>
      </fieldset>
    </FormDialog>
  );
}
