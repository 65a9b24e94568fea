import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { Section } from "@/components/shell/page-header";
import { Stat, StatRow } from "@/components/ui/stat";
import type { InventoryDetail, InventorySummary as Summary } from "@/lib/inventory/schema.ts";
import { ShareTable } from "./share-table";

export type InventorySummaryProps = { inventory: InventoryDetail; summary: Summary; base: string };

/** What a finished inventory holds: totals, by type, by prefix, its dates, and what seems stored more than once. */
export function InventorySummary({ inventory, summary, base }: InventorySummaryProps) {
  const { duplicates, oldest, newest } = summary;
  return (
    <>
      <StatRow>
        <Stat
          label="Objects"
          value={<Count value={inventory.objects} />}
          detail={
            <>
              <Count value={summary.byMime.length} /> {summary.byMime.length === 1 ? "type" : "types"}
            </>
          }
        />
        <Stat
          label="Size"
          value={<Bytes value={inventory.bytes} />}
          detail={
            <>
              <Count value={inventory.requests} /> {inventory.requests === 1 ? "request" : "requests"}
            </>
          }
        />
        <Stat
          label="Last modified between"
          value={oldest ? <DayText iso={oldest} /> : "–"}
          detail={
            newest ? (
              <>
                and <DayText iso={newest} />
              </>
            ) : null
          }
        />
        <Stat
          label="Seem stored again"
          value={<Count value={duplicates.objects} />}
          detail={
            <>
              <Bytes value={duplicates.bytes} />, by ETag and size
            </>
          }
        />
        <Stat label="Sidecars left out" value={<Count value={inventory.sidecars} />} detail=".c2pa files" />
        {inventory.source === "report" ? (
          <Stat
            label="Not current, left out"
            value={<Count value={inventory.oldVersions} />}
            detail={
              <>
                older versions, and <Count value={inventory.deleteMarkers} /> delete markers
              </>
            }
          />
        ) : null}
      </StatRow>
      <div className="mt-7 grid gap-x-5 gap-y-7 lg:grid-cols-2">
        <div>
          <Section title="By type" description="Guessed from each key's ending; a sample shows what the bytes say.">
            <ShareTable
              label="Objects by type"
              heading="Type"
              total={inventory.objects}
              lines={summary.byMime.map(({ mime, objects, bytes }) => ({
                text: mime,
                objects,
                bytes,
                href: `${base}?mime=${encodeURIComponent(mime)}#objects`,
              }))}
            />
          </Section>
        </div>
        <div>
          <Section title="By prefix" description={prefixWords(summary)}>
            <ShareTable
              label="Objects by prefix"
              heading="Prefix"
              total={inventory.objects}
              emptyText="No prefix"
              lines={summary.byPrefix.map(({ prefix, objects, bytes }) => ({
                text: prefix,
                objects,
                bytes,
                href: prefix === "" ? `${base}#objects` : `${base}?prefix=${encodeURIComponent(prefix)}#objects`,
              }))}
            />
          </Section>
        </div>
      </div>
    </>
  );
}

function prefixWords({ byPrefix, prefixes }: Summary): string {
  const all = Number(prefixes);
  return all > byPrefix.length
    ? `The ${byPrefix.length} largest of ${all.toLocaleString("en-US")} at the top level.`
    : "At the top level.";
}

function DayText({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} title={iso} className="num">
      {iso.slice(0, 10)}
    </time>
  );
}
