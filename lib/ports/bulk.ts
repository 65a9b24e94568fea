import type { Id } from "../kernel/ids.ts";

/** Rows in great number, faster than one insert at a time, under the same row-level security as everything else. */
export interface Bulk {
  /**
   * Inserts rows by COPY into a temporary table, then `insert … select … on conflict do nothing` within the tenant:
   * a repeat after a crash adds nothing. The table has a `tenant_id` column, which is filled in here.
   * Returns how many rows were new. All or nothing. `null` is SQL's null; a Date is its instant.
   */
  insert(
    tenantId: Id<"tenant">,
    into: BulkTable,
    rows: Iterable<readonly BulkValue[]> | AsyncIterable<readonly BulkValue[]>,
  ): Promise<number>;
}

export type BulkTable = { table: string; columns: readonly string[] };
export type BulkValue = string | number | bigint | boolean | Date | null;
