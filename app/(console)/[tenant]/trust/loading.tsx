import { PageLoading } from "@/components/shell/page-loading";

export default function TrustLoading() {
  return <PageLoading title="Trust lists" columns={5} />;
}
