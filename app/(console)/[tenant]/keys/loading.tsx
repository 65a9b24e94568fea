import { PageLoading } from "@/components/shell/page-loading";

export default function KeysLoading() {
  return <PageLoading title="API keys" columns={4} />;
}
