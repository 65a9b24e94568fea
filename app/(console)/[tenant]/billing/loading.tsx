import { PageLoading } from "@/components/shell/page-loading";

export default function BillingLoading() {
  return <PageLoading title="Billing" columns={4} />;
}
