import { PageLoading } from "@/components/shell/page-loading";

export default function TimeStampsLoading() {
  return <PageLoading title="Time-stamps" columns={3} />;
}
