"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import type { FieldErrors } from "@/components/ui/field-errors.ts";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import type { BucketDraft, PlaceKind } from "./bucket-draft.ts";

export type StepProps = { draft: BucketDraft; change: (change: Partial<BucketDraft>) => void; errors: FieldErrors };

/** First step: what kind of bucket, and where it is. */
export function PlaceStep({ draft, change, errors }: StepProps) {
  return (
    <>
      <RadioGroup
        layout="cards"
        aria-label="Kind of bucket"
        className="sm:grid-cols-2"
        value={draft.kind}
        onValueChange={(kind) => change({ kind: kind as PlaceKind })}
        options={kinds}
      />
      {draft.kind === "fs" ? (
        <Field
          label="Folder"
          hint="An absolute path on the machine that runs the service, below a folder that it may use."
          error={errors.root}
        >
          <Input
            mono
            required
            value={draft.root}
            onChange={(event) => change({ root: event.target.value })}
            {...plain}
            placeholder="/srv/media"
          />
        </Field>
      ) : (
        <StoreFields draft={draft} change={change} errors={errors} />
      )}
    </>
  );
}

const kinds = [
  { value: "fs", label: "A folder", hint: "On the machine that runs the service" },
  { value: "aws", label: "Amazon S3", hint: "By bucket and region" },
  { value: "compatible", label: "S3-compatible store", hint: "MinIO, Ceph, SeaweedFS, Backblaze B2 and others" },
  { value: "r2", label: "Cloudflare R2", hint: "By bucket and account" },
];

const plain = { autoComplete: "off", autoCapitalize: "off", spellCheck: false } as const;

function StoreFields({ draft, change, errors }: StepProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Bucket" error={errors.bucket}>
        <Input
          mono
          required
          value={draft.bucket}
          onChange={(event) => change({ bucket: event.target.value })}
          {...plain}
          placeholder="media-archive"
        />
      </Field>
      {draft.kind === "r2" ? (
        <Field label="Account id" hint="On the R2 page of the Cloudflare dashboard." error={errors.accountId}>
          <Input
            mono
            required
            value={draft.accountId}
            onChange={(event) => change({ accountId: event.target.value })}
            {...plain}
          />
        </Field>
      ) : (
        <Field
          label="Region"
          error={errors.region}
          hint={draft.kind === "compatible" ? "Most stores of this kind take us-east-1." : undefined}
        >
          <Input
            mono
            required
            value={draft.region}
            onChange={(event) => change({ region: event.target.value })}
            {...plain}
          />
        </Field>
      )}
      {draft.kind === "aws" ? null : (
        <Field
          className="sm:col-span-2"
          label="Endpoint"
          optional={draft.kind === "r2"}
          hint={
            draft.kind === "r2"
              ? "Only where the account is bound to a jurisdiction of its own."
              : "Where the store answers, with https:// in front."
          }
          error={errors.endpoint}
        >
          <Input
            mono
            type="url"
            inputMode="url"
            required={draft.kind === "compatible"}
            value={draft.endpoint}
            onChange={(event) => change({ endpoint: event.target.value })}
            {...plain}
            placeholder="https://s3.example.com"
          />
        </Field>
      )}
      {draft.kind === "compatible" ? (
        <div className="sm:col-span-2">
          <Checkbox
            label="Put the bucket's name into the path"
            hint="As most stores of this kind want. Clear it where the bucket is a host name of its own."
            checked={draft.pathStyle}
            onCheckedChange={(checked) => change({ pathStyle: checked === true })}
          />
        </div>
      ) : null}
    </div>
  );
}
