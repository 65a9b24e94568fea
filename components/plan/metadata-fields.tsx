"use client";

import { Upload } from "lucide-react";
import { useRef, useState, useTransition } from "react";
import { HostileText } from "@/components/format/hostile-text";
import { Things } from "@/components/format/things";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { termNames, terms } from "@/lib/metadata/terms.ts";
import type { PartProps } from "./estimate-form";
import { Folded } from "./folded";
import { MetadataPreview, type PreviewOf } from "./metadata-preview";
import { sendFieldSet } from "./send-field-set.ts";
import type { StatedDraft } from "./stated-draft.ts";

type MetadataFieldsProps = PartProps & { slug: string; sampleKeys: readonly string[]; preview: PreviewOf };

/** What the workspace states of its assets, on its own word: gathered assertions, filled per object from a CSV. */
export function MetadataFields({ draft, change, errors, slug, sampleKeys, preview }: MetadataFieldsProps) {
  const { stated } = draft;
  const state = (part: Partial<StatedDraft>) => change({ stated: { ...stated, ...part } });
  const wrong = termNames.some((term) => errors[term]) || errors.label || errors.data || errors.fieldSetId;
  return (
    <Folded summary="What you state of the assets: creator, credit, rights" open={Boolean(wrong)}>
      <p className="max-w-prose text-pretty text-muted-foreground text-xs">
        It goes into each manifest as your statement, in a <code>cawg.metadata</code> assertion, and not as something
        that was seen. Write <code>{"{{column}}"}</code> where each object has a value of its own, or{" "}
        <code>{"{{column|otherwise}}"}</code>; the values come from a CSV whose first column is <code>key</code>.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {termNames.map((term) => (
          <Field
            key={term}
            label={terms[term].label}
            hint={terms[term].kind === "list" ? "Several with a semicolon between." : undefined}
            error={errors[term]}
          >
            <Input
              value={stated.terms[term] ?? ""}
              onChange={(event) => state({ terms: { ...stated.terms, [term]: event.target.value } })}
              autoComplete="off"
            />
          </Field>
        ))}
      </div>
      <Field
        label="Assertions of your own"
        optional
        hint="JSON: a label that begins with your reverse domain name, and an object under it. Texts may hold {{columns}}."
        error={errors.customJson ?? errors.label ?? errors.data}
      >
        <Textarea
          mono
          value={stated.customJson}
          onChange={(event) => state({ customJson: event.target.value })}
          placeholder={'{"com.example.licence": {"terms": "{{licence|all rights reserved}}"}}'}
          spellCheck={false}
        />
      </Field>
      <FieldSetField
        slug={slug}
        fieldSet={stated.fieldSet}
        error={errors.fieldSetId}
        onChange={(fieldSet) => state({ fieldSet })}
      />
      {stated.fieldSet ? (
        <RadioGroup
          aria-label="Objects whose values are missing"
          value={stated.missing}
          onValueChange={(missing) => state({ missing: missing as StatedDraft["missing"] })}
          options={missings}
        />
      ) : null}
      <MetadataPreview stated={stated} sampleKeys={sampleKeys} preview={preview} />
    </Folded>
  );
}

function FieldSetField({
  slug,
  fieldSet,
  error,
  onChange,
}: {
  slug: string;
  fieldSet: StatedDraft["fieldSet"];
  error?: string;
  onChange: (fieldSet: StatedDraft["fieldSet"]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const send = (file: File | undefined) =>
    start(async () => {
      if (!file) return;
      setProblem(null);
      const sent = await sendFieldSet(file, slug);
      if ("refused" in sent) setProblem(sent.refused);
      else onChange(sent);
      // The same file, mended, can be chosen again.
      if (input.current) input.current.value = "";
    });
  return (
    <div className="grid gap-1.5">
      <span className="font-medium text-[0.8125rem]">Values for each object</span>
      <div className="flex flex-wrap items-center gap-2 text-[0.8125rem]">
        <Button pending={pending} onClick={() => input.current?.click()}>
          <Upload aria-hidden="true" /> {fieldSet ? "Another CSV" : "Choose a CSV"}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          aria-label="CSV with a value for each object"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => send(event.target.files?.[0])}
        />
        {fieldSet ? (
          <>
            <span className="min-w-0">
              <HostileText text={fieldSet.name} max={60} />: <Things value={fieldSet.rows} one="row" />;{" "}
              <HostileText text={fieldSet.columns.join(", ")} max={120} />
            </span>
            <Button onClick={() => onChange(null)}>Leave it out</Button>
          </>
        ) : (
          <span className="text-muted-foreground">None: the texts are the same for all.</span>
        )}
      </div>
      {(problem ?? error) ? (
        <p role="alert" className="text-destructive text-xs">
          {problem ?? error}
        </p>
      ) : null}
    </div>
  );
}

const missings = [
  {
    value: "refuse",
    label: "Make no plan while any object lacks a value",
    hint: "You are told which, and how many.",
  },
  {
    value: "skip",
    label: "Leave such objects unsigned",
    hint: "They are counted as skipped, with the reason metadata_missing.",
  },
];
