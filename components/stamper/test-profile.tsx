"use client";

import { useState } from "react";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DetailsList } from "@/components/ui/details-list";
import { Dialog } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import { type StampProfileName, stampProfileWords } from "@/lib/kernel/stamp-profiles.ts";
import type { StampView } from "@/lib/stamper/schema.ts";
import type { ProfileActs } from "./profile-acts.ts";

/** Asks for one real stamp, and shows what it says. */
export function TestProfile({ profile, test }: { profile: StampProfileName; test: ProfileActs["test"] }) {
  const [open, setOpen] = useState(false);
  const [stamp, setStamp] = useState<StampView | null>(null);
  const { submit, problem, errors, clear } = useFormCall(() => test({ profile }), setStamp);
  const { label } = stampProfileWords[profile];
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setStamp(null);
        clear();
      }}
      title={`Test ${label}`}
      trigger={
        <Button size="sm" aria-label={`Test ${label}`}>
          Test
        </Button>
      }
    >
      <form action={submit} className="grid gap-4">
        {stamp ? (
          <StampFacts stamp={stamp} />
        ) : (
          <p className="text-sm">
            One real stamp is asked for, over a fixed text of no meaning. The authority may charge for it.
          </p>
        )}
        {problem || errors.url ? <Callout tone="problem">{problem ?? errors.url}</Callout> : null}
        <div className="flex justify-end">
          <SubmitButton>{stamp ? "Ask again" : "Ask for a stamp"}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

function StampFacts({ stamp }: { stamp: StampView }) {
  return (
    <DetailsList
      details={[
        { label: "Existed by", value: <When at={stamp.time} exact /> },
        { label: "Authority", value: <HostileText text={stamp.tsa} /> },
        { label: "Its certificate ends", value: <When at={stamp.tsaNotAfter} exact /> },
        { label: "Policy", value: <code>{stamp.policy}</code> },
        { label: "Serial number", value: <code className="break-all">{stamp.serial}</code> },
        { label: "Accuracy", value: stamp.accuracyMs === null ? "Not said" : `${stamp.accuracyMs} ms` },
        {
          label: "Took",
          value: `${stamp.tookMs.toLocaleString("en-US")} ms, ${stamp.requests === 1 ? "1 request" : `${stamp.requests} requests`}`,
        },
        { label: "Token", value: `${stamp.tokenBytes.toLocaleString("en-US")} bytes` },
      ]}
    />
  );
}
