"use client";

import { Calculator } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { type FieldErrors, fieldErrorsOf } from "@/components/ui/field-errors.ts";
import { RadioGroup } from "@/components/ui/radio-group";
import { useFocusError } from "@/components/ui/use-focus-error.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { StampProfileName } from "@/lib/kernel/stamp-profiles.ts";
import type { MetadataFinding } from "@/lib/metadata/schema.ts";
import type { PlanSettingsInput } from "@/lib/plan/schema.ts";
import type { IdentityView } from "@/lib/signer-identity/schema.ts";
import { FindingsList } from "./findings-list";
import { IdentityField } from "./identity-field";
import { LimitFields } from "./limit-fields";
import { MetadataFields } from "./metadata-fields";
import type { PreviewOf } from "./metadata-preview";
import { OriginFields } from "./origin-fields";
import { PlaceFields, type TargetBucket } from "./place-fields";
import { emptyDraft, type PlanDefaults, type PlanDraft, settingsOf } from "./plan-draft.ts";
import { PrefixFields } from "./prefix-fields";
import { PriceFields } from "./price-fields";
import { type ListFaults, SaveFaults } from "./save-faults";
import { StampField } from "./stamp-field";
import { templateOf } from "./stated-draft.ts";

export type EstimateFormProps = {
  slug: string;
  /** Those that a run may sign with today. */
  identities: readonly IdentityView[];
  mayMakeIdentity: boolean;
  /** The time-stamp profiles that have an authority. */
  stampProfiles: readonly StampProfileName[];
  /** Where signed copies may go, beside the objects' own bucket. */
  buckets: readonly TargetBucket[];
  sampleKeys: readonly string[];
  preview: PreviewOf;
  defaults: PlanDefaults;
  estimate: (settings: PlanSettingsInput) => Promise<ActionResult<{ id: string }>>;
  listFaults: ListFaults;
  makeIdentity: () => Promise<ActionResult<{ id: string }>>;
};

/** The fields of one part of the form. */
export type PartProps = {
  draft: PlanDraft;
  change: (change: Partial<PlanDraft>) => void;
  defaults: PlanDefaults;
  errors: FieldErrors;
};

/** What a run is to do and within which limits; goes to the plan that comes of it. */
export function EstimateForm({
  slug,
  identities,
  mayMakeIdentity,
  stampProfiles,
  buckets,
  sampleKeys,
  preview,
  defaults,
  estimate,
  listFaults,
  makeIdentity,
}: EstimateFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<PlanDraft>({ ...emptyDraft, identityId: identities[0]?.id ?? "" });
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFocusError(errors);
  const [problem, setProblem] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ settings: PlanSettingsInput; findings: MetadataFinding[] } | null>(null);
  const [pending, start] = useTransition();
  const change = (part: Partial<PlanDraft>) => setDraft((before) => ({ ...before, ...part }));
  const shared = { draft, change, defaults, errors };
  function submit(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    setRefused(null);
    if (draft.identityId === "") return setProblem("Choose the signing identity first.");
    const template = templateOf(draft.stated);
    if (typeof template === "string") return setErrors({ customJson: template });
    start(async () => {
      const settings = settingsOf(draft);
      const result = await estimate(settings);
      if (result.ok) return router.push(`/${slug}/plans/${result.value.id}`);
      const found = result.error.details?.findings;
      if (Array.isArray(found)) setRefused({ settings, findings: found as MetadataFinding[] });
      const rejected = fieldErrorsOf(result.error);
      setErrors(rejected);
      setProblem(
        Object.keys(rejected).length > 0 ? "Something in this form needs another look." : result.error.message,
      );
    });
  }
  return (
    <form ref={form} onSubmit={submit}>
      <Card>
        <CardBody className="grid gap-6 py-4">
          <fieldset className="grid gap-2">
            <legend className="mb-2 font-medium text-[0.8125rem]">How manifests are written</legend>
            <RadioGroup
              layout="cards"
              aria-label="How manifests are written"
              className="lg:grid-cols-3"
              value={draft.mode}
              onValueChange={(mode) => change({ mode: mode as PlanDraft["mode"] })}
              options={modes}
            />
            <p className="text-muted-foreground text-xs">
              Not every format can be signed in each: see the{" "}
              <Link href="/formats" target="_blank" className="underline underline-offset-2 hover:text-foreground">
                table of formats
              </Link>
              .
            </p>
          </fieldset>
          <PlaceFields {...shared} buckets={buckets} />
          <PrefixFields {...shared} />
          <fieldset className="grid gap-2">
            <legend className="mb-2 font-medium text-[0.8125rem]">Assets that already carry a manifest</legend>
            <RadioGroup
              aria-label="Assets that already carry a manifest"
              value={draft.preserveEmbed}
              onValueChange={(preserveEmbed) => change({ preserveEmbed: preserveEmbed as PlanDraft["preserveEmbed"] })}
              options={preservations}
            />
          </fieldset>
          <IdentityField
            identities={identities}
            value={draft.identityId}
            onChange={(identityId) => change({ identityId })}
            mayMake={mayMakeIdentity}
            make={makeIdentity}
            error={errors.identityId}
          />
          <StampField {...shared} named={stampProfiles} />
          <MetadataFields {...shared} slug={slug} sampleKeys={sampleKeys} preview={preview} />
          <OriginFields {...shared} />
          <LimitFields {...shared} />
          <PriceFields {...shared} />
          {problem ? (
            <Callout
              tone="problem"
              title={refused ? "No plan was made: what you state cannot be stated of every object" : undefined}
            >
              {refused ? (
                <>
                  <FindingsList findings={refused.findings} />
                  <SaveFaults settings={refused.settings} list={listFaults} />
                </>
              ) : (
                problem
              )}
            </Callout>
          ) : null}
        </CardBody>
        <CardFooter>
          <Button type="submit" variant="primary" pending={pending}>
            <Calculator aria-hidden="true" /> Estimate
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}

const modes = [
  {
    value: "remote",
    label: "Remote: manifests beside the assets",
    hint: "Changes no byte of any asset: bytes, ETag and date stay. Each manifest store is an object of its own, found by a link header or a sidecar.",
  },
  {
    value: "embed",
    label: "Embed: signed copies",
    hint: "Writes a copy of each asset with its manifest inside. The originals stay as they are; the copies take as much storage again.",
  },
  {
    value: "embed-in-place",
    label: "Embed in place: the objects themselves",
    hint: "Replaces each object by its signed form, and only as the inventory saw it. The approver has to type that it may.",
  },
];

const preservations = [
  {
    value: "parent",
    label: "Keep what is there as the parent",
    hint: "The manifest found becomes the parentOf ingredient of the new one, with its validation results, failures included.",
  },
  {
    value: "update",
    label: "Add an Update Manifest",
    hint: "Adds to the manifest found and leaves its binding in force. Where that does not hold, the asset is not signed.",
  },
  {
    value: "skip",
    label: "Leave such assets alone",
    hint: "They are counted as skipped, with the reason already_signed.",
  },
];
