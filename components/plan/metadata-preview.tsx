"use client";

import { useEffect, useState } from "react";
import { visibleText } from "@/components/format/visible-text.ts";
import { CodeBlock } from "@/components/ui/code-block";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { MetadataPreview as Preview } from "@/lib/metadata/schema.ts";
import { type StatedDraft, templateOf } from "./stated-draft.ts";

type Asked = { template: Exclude<ReturnType<typeof templateOf>, string | null>; fieldSetId?: string; key?: string };
export type PreviewOf = (asked: Asked) => Promise<ActionResult<Preview>>;

/** Typing rests this long before the server is asked. */
const restMs = 500;

const noValues = "Choose the CSV that has the values, or write what stands where there is none: {{column|otherwise}}.";

/** What the template comes to for one of the sampled objects, by the function that a run fills it with. */
export function MetadataPreview({
  stated,
  sampleKeys,
  preview,
}: {
  stated: StatedDraft;
  sampleKeys: readonly string[];
  preview: PreviewOf;
}) {
  const [key, setKey] = useState(sampleKeys[0] ?? "");
  const [shown, setShown] = useState<{ text: string; wrong: string[] } | null>(null);
  useEffect(() => {
    const template = templateOf(stated);
    if (template === null || typeof template === "string") return setShown(null);
    let stale = false;
    const timer = setTimeout(async () => {
      const fieldSetId = stated.fieldSet?.id;
      const result = await preview({ template, ...(fieldSetId ? { fieldSetId } : {}), ...(key ? { key } : {}) });
      if (stale) return;
      if (!result.ok) return setShown({ text: "", wrong: [result.error.message] });
      const { assertions, faults } = result.value;
      const text = assertions.map(({ label, data }) => `${label}\n${JSON.stringify(data, null, 2)}`).join("\n\n");
      // Before there is a CSV, no object has a row: that says nothing about this one.
      const wrong = faults.map(({ why, sentence }) => (why === "no_row" && !fieldSetId ? noValues : sentence));
      setShown({ text, wrong });
    }, restMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [stated, key, preview]);
  if (shown === null) return null;
  return (
    <div className="grid gap-2" aria-live="polite">
      {sampleKeys.length > 0 ? (
        <Field label="What it comes to for" className="max-w-md">
          <Select
            value={key}
            onValueChange={setKey}
            options={sampleKeys.map((each) => ({ value: each, label: visibleText(each).slice(0, 80) }))}
          />
        </Field>
      ) : null}
      {shown.wrong.map((sentence) => (
        <p key={sentence} className="text-destructive text-xs">
          {sentence}
        </p>
      ))}
      {shown.text ? <CodeBlock label="Gathered assertions" code={shown.text} wrap /> : null}
    </div>
  );
}
