import { HostileText } from "@/components/format/hostile-text";
import type { InventoryView } from "@/lib/inventory/schema.ts";
import { PrefixesText } from "./prefixes-text";

/** Where an inventory's objects are told from. */
export function SourceText({ inventory }: { inventory: Pick<InventoryView, "source" | "prefixes" | "report"> }) {
  if (inventory.source === "import") return "An object list";
  if (inventory.report)
    return (
      <>
        The report <HostileText text={inventory.report.manifestKey} max={60} />
      </>
    );
  return <PrefixesText prefixes={inventory.prefixes} />;
}
