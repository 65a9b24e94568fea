import { TableSkeleton } from "@/components/ui/skeleton";
import { PageHeader } from "./page-header";

/** What stands for a page of one table while it is loaded. */
export function PageLoading({ title, columns }: { title: string; columns?: number }) {
  return (
    <>
      <PageHeader title={title} />
      <TableSkeleton columns={columns} />
    </>
  );
}
