"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextFileField } from "@/components/ui/text-file-field";
import { toast } from "@/components/ui/toast";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { TrustListDetail } from "@/lib/trust/schema.ts";

export type LoadListProps = {
  base: string;
  loadFile: (input: { name: string; pem: string }) => Promise<ActionResult<TrustListDetail>>;
  loadUrl: (input: { name: string; url: string }) => Promise<ActionResult<TrustListDetail>>;
};

/** What a form of a page can send at once; larger lists have an address, or come through the API. */
const formBytesMax = 900_000;

/** Loads a trust list from where it is published, or from a file. */
export function LoadList(props: LoadListProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary">
          <Plus aria-hidden="true" /> Load a list
        </Button>
      }
      title="Load a trust list"
      description="Certificates of authorities in PEM, such as the official C2PA trust list. What others signed is Trusted here only where it leads to one of them."
    >
      <LoadForm {...props} />
    </Dialog>
  );
}

function LoadForm({ base, loadFile, loadUrl }: LoadListProps) {
  const router = useRouter();
  const [way, setWay] = useState("url");
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [pem, setPem] = useState("");
  const { submit, problem, errors } = useFormCall(
    () => (way === "url" ? loadUrl({ name, url: url.trim() }) : loadFile({ name, pem })),
    ({ id, anchors }) => {
      toast.success(anchors === 1 ? "One anchor loaded." : `${anchors} anchors loaded.`);
      router.push(`${base}/${id}`);
    },
  );
  return (
    <form action={submit} className="grid gap-4">
      <Field label="Name" error={errors.name}>
        <Input
          required
          maxLength={120}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder="C2PA trust list"
        />
      </Field>
      <RadioGroup
        aria-label="Where it comes from"
        layout="cards"
        className="sm:grid-cols-2"
        value={way}
        onValueChange={setWay}
        options={[
          { value: "url", label: "From its address", hint: "Asked again every day." },
          { value: "file", label: "From a file", hint: "Stays as it is." },
        ]}
      />
      {way === "url" ? (
        <Field label="Address" hint="Of the PEM itself, 5 MB at most." error={errors.url}>
          <Input
            mono
            required
            autoComplete="off"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
            placeholder="https://example.com/trust-list.pem"
          />
        </Field>
      ) : (
        <TextFileField
          label="Certificates"
          hint="PEM, one after another."
          accept=".pem,.crt,.cer,.txt"
          bytesMax={formBytesMax}
          value={pem}
          onChange={setPem}
          error={errors.pem}
          placeholder="-----BEGIN CERTIFICATE-----"
        />
      )}
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <div className="flex justify-end">
        <SubmitButton>Load it</SubmitButton>
      </div>
    </form>
  );
}
