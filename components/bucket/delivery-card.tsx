"use client";

import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Folded } from "@/components/plan/folded";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/toast";
import type { DeliveryLevel } from "@/lib/bucket/schema.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import { cdnSnippets } from "./cdn-snippets.ts";

type Props = {
  delivery: DeliveryLevel;
  /** Where objects of this bucket would be fetched from. */
  address: string;
  /** Of the CSV with a line for every object that has a manifest. */
  linksHref: string;
  mayChange: boolean;
  change: (delivery: DeliveryLevel) => Promise<ActionResult<unknown>>;
};

/** What of a bucket is served to anybody, and how a tenant's own CDN says where a manifest is. */
export function DeliveryCard({ delivery, address, linksHref, mayChange, change }: Props) {
  const router = useRouter();
  const [wanted, setWanted] = useState<DeliveryLevel | null>(null);
  const act = async () => {
    if (wanted === null) return null;
    const result = await change(wanted);
    if (!result.ok) return result.error.message;
    toast.success(wanted === "off" ? "Nothing of this bucket is served any more." : "It is served now.");
    router.refresh();
    return null;
  };
  return (
    <Card>
      <CardBody className="grid gap-4 py-4">
        <RadioGroup
          aria-label="What anybody may fetch"
          value={delivery}
          disabled={!mayChange}
          onValueChange={(next) => setWanted(next as DeliveryLevel)}
          options={levels}
        />
        {delivery === "off" ? null : (
          <CodeBlock
            label={delivery === "assets" ? "Objects, each with the header Link to its manifest" : "Manifest stores"}
            code={delivery === "assets" ? `${address}/{key}` : `${address}/c2pa/{intent}.c2pa`}
          />
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button asChild>
            <a href={linksHref} download>
              <Download aria-hidden="true" /> Links for a CDN, as CSV
            </a>
          </Button>
          <span className="text-muted-foreground text-xs">
            A line for each object that has a manifest, with the header to send along.
          </span>
        </div>
        <Folded summary="Send the header from your own CDN">
          {cdnSnippets.map(({ label, code }) => (
            <CodeBlock key={label} label={label} code={code} />
          ))}
        </Folded>
      </CardBody>
      <ConfirmDialog
        open={wanted !== null}
        onOpenChange={(open) => {
          if (!open) setWanted(null);
        }}
        tone={wanted === "assets" ? "destructive" : "primary"}
        title={wanted === null ? "" : questions[wanted].title}
        description={wanted === null ? "" : questions[wanted].description}
        confirmLabel={wanted === null ? "" : questions[wanted].act}
        dismissLabel="Leave it as it is"
        onConfirm={act}
      />
    </Card>
  );
}

const levels = [
  { value: "off", label: "Nothing", hint: "The bucket is for this workspace alone." },
  {
    value: "manifests",
    label: "The manifests that were signed",
    hint: "For objects that you deliver yourself: their header Link leads here.",
  },
  {
    value: "assets",
    label: "Its objects too",
    hint: "Every object of the bucket, to anybody, each with the header Link.",
  },
];

const questions: Record<DeliveryLevel, { title: string; description: string; act: string }> = {
  off: {
    title: "Serve nothing of this bucket?",
    description: "Links that were given out lead nowhere from then on. It can be opened again.",
    act: "Serve nothing",
  },
  manifests: {
    title: "Serve the manifests to anybody?",
    description: "Whoever knows a manifest's address can read it: what it states of its asset, and who signed it.",
    act: "Serve the manifests",
  },
  assets: {
    title: "Open this bucket's objects to anybody?",
    description: "Whoever knows a key can fetch the object, signed or not, for as long as this stays on.",
    act: "Open the objects",
  },
};
