import { PageLoading } from "@/components/shell/page-loading";

export default function MembersLoading() {
  return <PageLoading title="Members" columns={3} />;
}
