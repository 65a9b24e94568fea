import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { roleWords } from "@/components/member/role-words.ts";
import type { MembershipView } from "@/lib/tenant/schema.ts";

/** The workspaces that somebody is in already, each a way there. */
export function WorkspaceList({ workspaces }: { workspaces: readonly MembershipView[] }) {
  if (workspaces.length === 0) return null;
  return (
    <section className="mt-8">
      <h2 className="eyebrow mb-2">Your workspaces</h2>
      <ul className="overflow-hidden rounded-lg border bg-surface">
        {workspaces.map((workspace) => (
          <li key={workspace.tenantId} className="border-b last:border-0">
            <Link
              href={`/${workspace.slug}`}
              className="flex items-center gap-3 px-3 py-2.5 text-[0.8125rem] hover:bg-muted/50 focus-visible:-outline-offset-2"
            >
              <bdi className="grow truncate font-medium">{workspace.name}</bdi>
              <span className="text-muted-foreground text-xs">{roleWords[workspace.role].name}</span>
              <ArrowRight className="size-3.5 text-muted-foreground" aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
