"use client";

import { ArrowLeft, ArrowRight, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { type FieldErrors, fieldErrorsOf } from "@/components/ui/field-errors.ts";
import { Stepper } from "@/components/ui/stepper";
import { toast } from "@/components/ui/toast";
import { useFocusError } from "@/components/ui/use-focus-error.ts";
import type { BucketView, bucketAccess, Capabilities } from "@/lib/bucket/schema.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import { accessOf, type BucketDraft, emptyDraft, isAboutPlace, suggestedName } from "./bucket-draft.ts";
import { CredentialsStep } from "./credentials-step";
import { PlaceStep } from "./place-step";
import { ProbeStep } from "./probe-step";

type Access = z.input<typeof bucketAccess>;

export type ConnectWizardProps = {
  base: string;
  probe: (access: Access) => Promise<ActionResult<Capabilities>>;
  connect: (access: Access & { name: string }) => Promise<ActionResult<BucketView>>;
};

type StepName = "place" | "credentials" | "probe";
const titles: Record<StepName, string> = {
  place: "Where it is",
  credentials: "Credentials",
  probe: "What may be done",
};

/** Connects a bucket in steps. Nothing is saved before the last; each step is a form, so that Enter goes on. */
export function ConnectWizard({ base, probe, connect }: ConnectWizardProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<BucketDraft>(emptyDraft);
  const [step, setStep] = useState<StepName>("place");
  const [found, setFound] = useState<Capabilities | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFocusError(errors);
  const [pending, start] = useTransition();
  const heading = useFocusOnChange(step);
  const steps: StepName[] = draft.kind === "fs" ? ["place", "probe"] : ["place", "credentials", "probe"];
  const change = (part: Partial<BucketDraft>) => {
    setProblem(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const shared = { draft, change, errors };

  function refused(error: Parameters<typeof fieldErrorsOf>[0]) {
    const rejected = fieldErrorsOf(error);
    setErrors(rejected);
    setProblem(Object.keys(rejected).length > 0 ? "Something in this form needs another look." : error.message);
    if (isAboutPlace(rejected)) setStep("place");
  }

  function runProbe() {
    start(async () => {
      const result = await probe(accessOf(draft));
      if (!result.ok) return refused(result.error);
      setFound(result.value);
      setErrors({});
      setProblem(null);
      if (draft.name === "") change({ name: suggestedName(draft) });
      setStep("probe");
    });
  }

  function runConnect() {
    start(async () => {
      const result = await connect({ ...accessOf(draft), name: draft.name });
      if (!result.ok) return refused(result.error);
      toast.success("Bucket connected.");
      router.push(`${base}/${result.value.id}`);
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setProblem(null);
    if (step === "place" && draft.kind !== "fs") setStep("credentials");
    else if (step === "probe" && found?.ready) runConnect();
    else runProbe();
  }

  return (
    <form ref={form} onSubmit={submit} className="grid max-w-2xl gap-4">
      <Stepper steps={steps.map((name) => ({ label: titles[name] }))} current={steps.indexOf(step)} />
      <Card>
        <CardBody className="grid gap-4 py-4">
          <h2 ref={heading} tabIndex={-1} className="font-semibold text-sm outline-none">
            {titles[step]}
          </h2>
          {step === "place" ? <PlaceStep {...shared} /> : null}
          {step === "credentials" ? <CredentialsStep {...shared} /> : null}
          {step === "probe" && found ? <ProbeStep {...shared} found={found} /> : null}
          {problem ? <Callout tone="problem">{problem}</Callout> : null}
          <p role="status" className="text-muted-foreground text-xs empty:hidden">
            {pending && step !== "probe" ? "Trying list, get, put and conditional put. This takes a few seconds." : ""}
          </p>
        </CardBody>
        <CardFooter className="justify-between">
          <Button
            variant="ghost"
            disabled={pending || step === "place"}
            onClick={() => setStep(steps[steps.indexOf(step) - 1] ?? "place")}
          >
            <ArrowLeft aria-hidden="true" /> Back
          </Button>
          <div className="flex flex-wrap gap-2">
            {step === "probe" && found?.ready ? (
              <Button pending={pending} onClick={runProbe}>
                <RotateCw aria-hidden="true" /> Probe again
              </Button>
            ) : null}
            <Button type="submit" variant="primary" pending={pending}>
              {step === "probe" ? (found?.ready ? "Connect" : "Probe again") : "Continue"}
              {step === "probe" ? null : <ArrowRight aria-hidden="true" />}
            </Button>
          </div>
        </CardFooter>
      </Card>
    </form>
  );
}

/** A heading that takes the focus when the step changes, so that keyboard and screen reader follow. Not on the first paint. */
function useFocusOnChange(step: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) heading.current?.focus();
    before.current = step;
  }, [step]);
  return heading;
}
