import { RemoveDialog, type RemoveDialogProps } from "@/components/ui/remove-dialog";

/** Disconnects a bucket after its name was typed. */
export function RemoveBucket({ name, ...where }: { name: string } & Pick<RemoveDialogProps, "base" | "remove">) {
  return (
    <RemoveDialog
      {...where}
      what="bucket"
      description="Its credentials are erased, and no new inventory or run can reach it. Nothing in the bucket itself is touched; inventories, reports and receipts stay. To work with it again, connect it anew."
      typedWords={name}
    />
  );
}
