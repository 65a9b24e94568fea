"use client";

import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { QueryProvider } from "@/components/shell/query-provider";
import { usePolled } from "@/components/shell/use-polled.ts";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody } from "@/components/ui/card";
import { Spinner } from "@/components/ui/spinner";
import { Stat, StatRow } from "@/components/ui/stat";
import type { InventoryDetail } from "@/lib/inventory/schema.ts";
import { isOver } from "./progress-state";

type Props = { slug: string; inventory: InventoryDetail };

/** An inventory while it is collected: what was listed so far, every second. */
export function InventoryLive(props: Props) {
  return (
    <QueryProvider>
      <Figures {...props} />
    </QueryProvider>
  );
}

function Figures({ slug, inventory: initial }: Props) {
  const url = `/api/v1/inventories/${initial.id}?tenant=${encodeURIComponent(slug)}`;
  const { value: inventory, connected } = usePolled(url, initial, ({ state }) => isOver(state));
  return (
    <div className="grid gap-4">
      {connected ? null : (
        <Callout tone="caution">
          The live figures are interrupted. The inventory goes on; this page asks again every second.
        </Callout>
      )}
      <Card>
        <CardBody className="flex items-center gap-3 text-[0.8125rem]">
          <Spinner label="Under way" />
          {inventory.state === "requested"
            ? "Waiting for a worker to take it up."
            : isOver(inventory.state)
              ? "Done: counting up."
              : doing[inventory.source]}
        </CardBody>
      </Card>
      <StatRow>
        <Stat label="Objects so far" value={<Count value={inventory.objects} />} />
        <Stat label="Size so far" value={<Bytes value={inventory.bytes} />} />
        <Stat label="Requests to the store" value={<Count value={inventory.requests} />} />
        {inventory.source === "listing" ? (
          <Stat
            label="Ranges listed"
            value={
              <>
                <Count value={inventory.ranges.done} /> of <Count value={inventory.ranges.all} />
              </>
            }
            detail={
              <>
                <Count value={inventory.workers} /> {inventory.workers === 1 ? "lister" : "listers"} at work
              </>
            }
          />
        ) : null}
        <Stat label="Sidecars left out" value={<Count value={inventory.sidecars} />} detail=".c2pa files" />
      </StatRow>
    </div>
  );
}

const doing: Record<InventoryDetail["source"], string> = {
  listing: "Listing the bucket in ranges of keys; more are made of it as it goes on. You may leave; it goes on.",
  report: "Reading the report's files one after another. You may leave; it goes on.",
  import: "Taking in the list as it is uploaded. It ends where the page that sends it is closed.",
};
