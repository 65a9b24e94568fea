import { RemoveDialog, type RemoveDialogProps } from "@/components/ui/remove-dialog";
import { countText } from "@/lib/kernel/count-text";

/** Removes an inventory's objects, and says before what stays and what cannot be done any more. */
export function RemoveInventory({
  plansNotLaunched,
  ...where
}: { plansNotLaunched: number } & Pick<RemoveDialogProps, "base" | "remove">) {
  return (
    <RemoveDialog
      {...where}
      what="inventory"
      description={`Its list of objects is deleted and cannot be brought back. ${plansWords(plansNotLaunched)}Samples, runs and receipts stay, and nothing in the bucket itself is touched.`}
    />
  );
}

function plansWords(plans: number): string {
  if (plans === 0) return "";
  return `${plans === 1 ? "One plan over it was" : `${countText(plans)} plans over it were`} not launched, and cannot be any more. `;
}
