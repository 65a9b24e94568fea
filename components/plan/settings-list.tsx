import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { Duration } from "@/components/format/duration";
import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { DetailsList } from "@/components/ui/details-list";
import { stampProfileWords } from "@/lib/kernel/stamp-profiles.ts";
import type { PlanSettings } from "@/lib/plan/schema.ts";
import { type PlanNames, SignedBy, TargetBucket } from "./plan-names";
import { modeSentence, preserveSentence } from "./plan-words.ts";
import { statedDetails } from "./stated-list";

/** What a plan's run is to do, and within which limits: frozen with the plan. */
export function SettingsList({ settings, names, hash }: { settings: PlanSettings; names: PlanNames; hash: string }) {
  return (
    <DetailsList
      details={[
        { label: "Mode", value: `${settings.mode}: ${modeSentence[settings.mode]}` },
        ...(settings.mode === "remote"
          ? [{ label: "Manifest stores go to", value: <HostileText text={settings.manifestPrefix} max={100} /> }]
          : []),
        ...(settings.mode === "embed"
          ? [
              {
                label: "Signed copies go to",
                value: (
                  <>
                    <HostileText text={settings.targetPrefix} max={100} />
                    <TargetBucket settings={settings} names={names} />
                  </>
                ),
              },
            ]
          : []),
        ...(settings.sidecar === "same-path" ? [{ label: "Sidecars", value: "One beside each object, too" }] : []),
        ...statedDetails(settings, names.fieldSet),
        { label: "Manifests found", value: preserveSentence[settings.preserveEmbed] },
        {
          label: "Signed by",
          value: <SignedBy settings={settings} names={names} />,
        },
        {
          label: "Time-stamps",
          value:
            settings.timeStamp === "none"
              ? "None"
              : `${stampProfileWords[settings.timeStamp].label} (${settings.timeStamp})`,
        },
        { label: "Largest object", value: <Bytes value={settings.sizeBytesMax} /> },
        {
          label: "Largest image",
          value: (
            <>
              <Count value={settings.pixelsMax} /> pixels
            </>
          ),
        },
        {
          label: "Attempts",
          value: (
            <>
              1, and up to <Count value={settings.retries} /> more; <Duration ms={settings.timeoutMs} /> for one
              request, <Duration ms={settings.deadlineMs} /> for an object as a whole
            </>
          ),
        },
        {
          label: "At once",
          value: (
            <>
              <Count value={settings.concurrency} /> worked on, <Count value={settings.maxInflight} /> claimed
            </>
          ),
        },
        { label: "Hash of plan and ledger", value: <Hash value={hash} label="plan hash" full /> },
      ]}
    />
  );
}
