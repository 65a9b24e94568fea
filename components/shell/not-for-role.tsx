import { Lock } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "./page-header";

/** What stands for a page that the person's role does not include. */
export function NotForRole({ title, role }: { title: string; role: string }) {
  return (
    <>
      <PageHeader title={title} />
      <EmptyState icon={Lock} title="Your role does not include this">
        You are in this workspace as {role}. An owner or an admin can give you another role.
      </EmptyState>
    </>
  );
}
