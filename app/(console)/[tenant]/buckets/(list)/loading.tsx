import { PageHeader } from "@/components/shell/page-header";
import { TableSkeleton } from "@/components/ui/skeleton";

export default function BucketsLoading() {
  return (
    <>
      <PageHeader title="Buckets" />
      <TableSkeleton />
    </>
  );
}
