import type { Id } from "../kernel/ids.ts";
import type { FieldSetRecord } from "./rows.ts";
import type { FieldSetView } from "./schema.ts";

/** The casts give back what the columns cannot keep: the id's brand and the closed union. */
export function showFieldSet(row: FieldSetRecord): FieldSetView {
  return {
    id: row.id as Id<"fieldSet">,
    name: row.name,
    state: row.state as FieldSetView["state"],
    columns: row.columns,
    rows: row.rows.toString(),
    sha256: row.sha256,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}
