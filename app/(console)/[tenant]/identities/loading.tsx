import { PageLoading } from "@/components/shell/page-loading";

export default function IdentitiesLoading() {
  return <PageLoading title="Signing identities" columns={5} />;
}
