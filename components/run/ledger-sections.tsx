import { LedgerBars } from "@/components/charts/ledger-bars";
import { ComparedTable } from "@/components/plan/compared-table";
import { Section } from "@/components/shell/page-header";
import { Card, CardBody } from "@/components/ui/card";
import type { RunLedger } from "@/lib/run/run-ledger.ts";
import { ForecastTable } from "./forecast-table";

/** What was approved beside what was counted, and what was forecast in between. */
export function LedgerSections({ ledger }: { ledger: RunLedger }) {
  const { lines, total, forecasts, over } = ledger;
  const charged = lines.filter(({ estimateUsd, actualUsd }) => estimateUsd.high !== "0" || actualUsd !== "0");
  const totals = [
    { label: "As approved", ...barOf(total.estimateUsd) },
    ...forecasts.map(({ mark, total: foreseen }) => ({ label: `At ${mark} %`, ...barOf(foreseen) })),
  ];
  return (
    <>
      <Section
        title="Ledger and actuals"
        description={
          over
            ? "What was approved beside what was counted on the wire: every attempt, and every byte."
            : "What was counted, every attempt and every byte. It is compared when all of the run is done: a part says nothing of an estimate for the whole."
        }
      >
        <ComparedTable {...ledger} />
        {charged.length > 0 ? (
          <Card className="mt-4">
            <CardBody>
              <LedgerBars
                title="Cost by line"
                lines={charged.map(({ label, estimateUsd, actualUsd }) => ({
                  label,
                  ...barOf(estimateUsd),
                  actualUsd,
                }))}
              />
            </CardBody>
          </Card>
        ) : null}
      </Section>
      {forecasts.length > 0 ? (
        <Section
          title="Forecasts on the way"
          description="At 1, 5 and 20 % of the objects: what was counted until then, and what the sample says of those that were left, at the pace of those that were done."
        >
          <ForecastTable forecasts={forecasts} />
          {total.estimateUsd.high === "0" ? null : (
            <Card className="mt-4">
              <CardBody>
                <LedgerBars
                  title="Total, as it was forecast"
                  description="Each forecast with its 95 % interval, from the approved ledger on."
                  lines={totals}
                />
              </CardBody>
            </Card>
          )}
        </Section>
      ) : null}
    </>
  );
}

function barOf({ estimate, low, high }: RunLedger["total"]["estimateUsd"]) {
  return { estimateUsd: estimate, lowUsd: low, highUsd: high };
}
