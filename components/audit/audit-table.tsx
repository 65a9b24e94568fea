import Link from "next/link";
import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { AuditView } from "@/lib/tenant/schema.ts";
import { type AuditQuery, auditHref } from "./audit-href.ts";

export type AuditTableProps = {
  base: string;
  filter: AuditQuery;
  entries: readonly AuditView[];
  /** Names by actor; who has left, keys and machines have none. */
  people: ReadonlyMap<string, string>;
};

const linked = "border-border border-b hover:border-current";

/** Who did what, a line each. Every action, actor and subject is a link that filters by it. */
export function AuditTable({ base, filter, entries, people }: AuditTableProps) {
  return (
    <Table label="Audit log">
      <TableHead>
        <TableRow>
          <TableHeading>What</TableHeading>
          <TableHeading>Who</TableHeading>
          <TableHeading wideOnly>To what</TableHeading>
          <TableHeading wideOnly>Request</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {entries.map((entry) => (
          <TableRow key={entry.id}>
            <TableCell className="align-top">
              <Link
                href={auditHref(base, { ...filter, action: entry.action })}
                className={`${linked} font-mono text-xs`}
              >
                {entry.action}
              </Link>
              <p className="text-muted-foreground text-xs">
                <When at={entry.at} />
              </p>
              <Detail detail={entry.detail} />
            </TableCell>
            <TableCell className="align-top">
              <Link href={auditHref(base, { ...filter, actor: entry.actor })} className={linked}>
                <Actor actor={entry.actor} name={people.get(entry.actor)} />
              </Link>
            </TableCell>
            <TableCell wideOnly className="align-top">
              <Link href={auditHref(base, { ...filter, subject: entry.subject })} className={linked}>
                <HostileText text={entry.subject} max={18} />
              </Link>
            </TableCell>
            <TableCell wideOnly className="align-top">
              <Hash value={entry.requestId} ends={6} label="request id" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Actor({ actor, name }: { actor: string; name: string | undefined }) {
  if (name) return <bdi title={actor}>{name}</bdi>;
  return <HostileText text={actor} max={20} />;
}

/** What the change's own record adds, as it was written. */
function Detail({ detail }: { detail: AuditView["detail"] }) {
  const entries = Object.entries(detail);
  if (entries.length === 0) return null;
  return (
    <details className="mt-0.5 text-xs">
      <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground hover:text-foreground">Details</summary>
      <dl className="mt-1 grid gap-x-3 sm:grid-cols-[auto_minmax(0,1fr)]">
        {entries.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground">
              <HostileText text={name} />
            </dt>
            <dd className="min-w-0">
              <HostileText text={typeof value === "string" ? value : JSON.stringify(value)} max={0} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
