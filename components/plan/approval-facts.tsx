import { Count } from "@/components/format/count";
import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { DetailsList } from "@/components/ui/details-list";
import { stampProfileWords } from "@/lib/kernel/stamp-profiles.ts";
import type { PlanView } from "@/lib/plan/schema.ts";
import { type PlanNames, SignedBy, TargetBucket } from "./plan-names";
import { modeSentence, preserveSentence } from "./plan-words.ts";
import { CountRange, UsdRange } from "./range-text";
import { statedDetails } from "./stated-list";

/** Exactly what an approval is of. */
export function ApprovalFacts({ plan, bucketName, names }: { plan: PlanView; bucketName: string; names: PlanNames }) {
  const { settings, ledger, hash } = plan;
  return (
    <DetailsList
      className="rounded-md border px-3 sm:[&>div]:grid-cols-[8rem_minmax(0,1fr)]"
      details={[
        {
          label: "Objects",
          value: (
            <>
              <Count value={ledger.objects_total} /> of <bdi>{bucketName}</bdi>
            </>
          ),
        },
        {
          label: "Mode",
          value: (
            <>
              <span className="font-medium">{settings.mode}</span>: {modeSentence[settings.mode]}
            </>
          ),
        },
        ...(settings.mode === "remote"
          ? [{ label: "Manifests go to", value: <HostileText text={settings.manifestPrefix} max={60} /> }]
          : []),
        ...(settings.mode === "embed"
          ? [
              {
                label: "Copies go to",
                value: (
                  <>
                    <HostileText text={settings.targetPrefix} max={60} />
                    <TargetBucket settings={settings} names={names} />
                  </>
                ),
              },
            ]
          : []),
        { label: "Manifests found", value: preserveSentence[settings.preserveEmbed] },
        ...(settings.sidecar === "same-path" ? [{ label: "Sidecars", value: "One beside each object, too" }] : []),
        { label: "Signed by", value: <SignedBy settings={settings} names={names} /> },
        ...(settings.timeStamp === "none"
          ? []
          : [{ label: "Time-stamps", value: stampProfileWords[settings.timeStamp].label }]),
        ...statedDetails(settings, names.fieldSet),
        { label: "Total", value: <UsdRange value={ledger.total} /> },
        ...(ledger.units
          ? [
              { label: "Service units", value: <CountRange value={ledger.units.planned} /> },
              { label: "Overage", value: <CountRange value={ledger.units.overage} /> },
              { label: `On the invoice of ${ledger.units.month}`, value: <UsdRange value={ledger.units.invoiceUsd} /> },
            ]
          : []),
        { label: "Hash", value: <Hash value={hash} label="plan hash" full copy={false} /> },
      ]}
    />
  );
}
