import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { AuditQuery } from "./audit-href.ts";

/** The audit log's filters: a plain form that puts them into the address. */
export function AuditFilter({
  base,
  filter,
  people,
}: {
  base: string;
  filter: AuditQuery;
  /** Actors by the name people know them by, offered while typing. */
  people: readonly (readonly [actor: string, name: string])[];
}) {
  return (
    <form
      // Another filter makes another form, so that its fields show what is in force.
      key={JSON.stringify(filter)}
      action={base}
      className="mb-4 grid items-end gap-3 sm:grid-cols-[1fr_1fr_1fr_auto]"
    >
      <Field label="Action">
        <Input mono name="action" defaultValue={filter.action} placeholder="bucket.connect" maxLength={200} />
      </Field>
      <Field label="Actor">
        <Input
          mono
          name="actor"
          defaultValue={filter.actor}
          placeholder="user:usr_…"
          maxLength={200}
          list="audit-actors"
          autoComplete="off"
        />
      </Field>
      <Field label="Subject">
        <Input mono name="subject" defaultValue={filter.subject} placeholder="bkt_…" maxLength={200} />
      </Field>
      <datalist id="audit-actors">
        {people.map(([actor, name]) => (
          <option key={actor} value={actor}>
            {name}
          </option>
        ))}
      </datalist>
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {Object.values(filter).some(Boolean) ? (
          <Button variant="ghost" asChild>
            <Link href={base}>Clear</Link>
          </Button>
        ) : null}
      </div>
    </form>
  );
}
