import type { Id } from "../kernel/ids.ts";
import type { FailReason, SkipReason } from "../kernel/outcome.ts";
import { reasonSentence } from "../kernel/reasons.ts";
import type { ItemRow } from "./item-page-rows.ts";
import type { ItemView } from "./schema.ts";

type Shown =
  | "seq"
  | "key"
  | "sizeBytes"
  | "mime"
  | "state"
  | "attempts"
  | "outcome"
  | "why"
  | "detail"
  | "receiptId"
  | "settledAt";

/** A row of the run as screens and reports show it. The row's texts come from our own writes, hence the narrowing. */
export function showItem(row: Pick<ItemRow, Shown>): ItemView {
  const why = row.why as SkipReason | FailReason | null;
  return {
    item: row.seq,
    key: row.key,
    sizeBytes: row.sizeBytes.toString(),
    mime: row.mime,
    state: row.state as ItemView["state"],
    attempts: row.attempts,
    outcome: row.outcome as ItemView["outcome"],
    why,
    // The sentence tells of an end: a row that is to be tried again has but the code of its last attempt.
    sentence: why && row.outcome !== null ? reasonSentence[why] : null,
    detail: row.detail,
    receiptId: row.receiptId as Id<"receipt"> | null,
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
