"use client";

import { type DragEvent, type FormEvent, useRef, useState } from "react";
import { cn } from "@/components/ui/class-names";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Tabs, TabsList, TabsPanel, TabsTab } from "@/components/ui/tabs";
import type { ProofView } from "@/lib/proof/schema.ts";
import { ProofFindings } from "./proof-findings";
import { type Refused, sendForInspection } from "./send-for-inspection";

const nobody = "none";

export type InspectFormProps = {
  /** Whose anchors may be trusted: the visitor's own workspaces. */
  workspaces: readonly { slug: string; name: string }[];
  /** The slug of the one chosen at first. */
  workspace: string | null;
};

/** Takes an image, sends it away to be looked at, and shows what was found. */
export function InspectForm({ workspaces, workspace }: InspectFormProps) {
  const file = useRef<HTMLInputElement>(null);
  const address = useRef<HTMLInputElement>(null);
  const findings = useRef<HTMLDivElement>(null);
  const [trusting, setTrusting] = useState(workspace ?? nobody);
  const [over, setOver] = useState(false);
  const [pending, setPending] = useState(false);
  const [revocation, setRevocation] = useState("none");
  const [missing, setMissing] = useState<string | null>(null);
  const [from, setFrom] = useState<"file" | "address">("file");
  const [answer, setAnswer] = useState<ProofView | Refused | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = from === "file" ? file.current?.files?.length : String(form.get("url") ?? "").trim();
    if (!chosen) {
      setMissing(from === "file" ? "Choose an image first." : "Type or paste an address first.");
      (from === "file" ? file : address).current?.focus();
      return;
    }
    setMissing(null);
    form.set("revocation", revocation);
    setPending(true);
    setAnswer(await sendForInspection(form, trusting === nobody ? null : trusting));
    setPending(false);
    findings.current?.focus();
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (file.current && event.dataTransfer.files.length > 0) {
      file.current.files = event.dataTransfer.files;
      setMissing(null);
    }
  }

  return (
    <div className="grid min-w-0 gap-6">
      <form
        onSubmit={submit}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        noValidate
        className={cn(
          "grid gap-4 rounded-lg border border-dashed bg-surface p-4 sm:p-5",
          over && "border-ring bg-muted/60",
        )}
      >
        <Tabs value={from} onValueChange={(value) => setFrom(value === "address" ? "address" : "file")}>
          <TabsList>
            <TabsTab value="file">A file</TabsTab>
            <TabsTab value="address">An address</TabsTab>
          </TabsList>
          <TabsPanel value="file" className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Image"
              hint="Choose it, or drop it here. Up to 50 MB and 10,000 × 10,000 pixels."
              error={from === "file" ? missing : null}
            >
              <Input ref={file} type="file" name="file" accept="image/*" className="h-auto py-1.5 sm:h-auto" />
            </Field>
            <Field label="Manifest store" optional hint="A .c2pa file, where the manifest is not in the image.">
              <Input type="file" name="manifest" accept=".c2pa,application/c2pa" className="h-auto py-1.5 sm:h-auto" />
            </Field>
          </TabsPanel>
          <TabsPanel value="address">
            <Field
              label="Address of an image"
              hint="It is fetched by this server, and so is a manifest store where the answer, the image or its path leads to one."
              error={from === "address" ? missing : null}
            >
              <Input ref={address} type="url" name="url" inputMode="url" placeholder="https://" autoComplete="off" />
            </Field>
          </TabsPanel>
        </Tabs>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Revocation"
            hint="Asking the certificates' issuers tells them that somebody looks at a file they signed."
          >
            <Select
              value={revocation}
              onValueChange={setRevocation}
              options={[
                { value: "none", label: "Not asked" },
                { value: "ocsp", label: "Ask by OCSP" },
                { value: "crl", label: "Read the revocation lists" },
                { value: "both", label: "Both" },
              ]}
            />
          </Field>
          {workspaces.length > 0 ? (
            <Field label="Trust anchors" hint="Without one, the best a manifest can be is Valid.">
              <Select
                value={trusting}
                onValueChange={setTrusting}
                options={[
                  { value: nobody, label: "None" },
                  ...workspaces.map(({ slug, name }) => ({ value: slug, label: `Those of ${name}` })),
                ]}
              />
            </Field>
          ) : null}
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <SubmitButton pending={pending}>Inspect</SubmitButton>
          <p className="text-muted-foreground text-xs">Nothing is kept: the file is removed once it was looked at.</p>
        </div>
      </form>
      <div ref={findings} tabIndex={-1} aria-live="polite" className="min-w-0 outline-none">
        {answer === null ? null : "refused" in answer ? (
          <ErrorState title="It was not inspected" message={answer.refused} requestId={answer.requestId} />
        ) : (
          <ProofFindings proof={answer} />
        )}
      </div>
    </div>
  );
}
