-- Each index holds the rows that its question is about, and no other: a row is in fewer of them, and a look-up by number has
-- the primary key to go by and nothing else. Before, Postgres took any index that begins with the run where it had no
-- statistics of that run yet, and read the whole of it for each of its settling transactions.
DROP INDEX "run_item_tenant_id_run_id_state_slice_idx";
DROP INDEX "run_item_tenant_id_run_id_outcome_seq_idx";
CREATE INDEX "run_item_open" ON "run_item"("tenant_id", "run_id", "seq") WHERE "outcome" IS NULL;
CREATE INDEX "run_item_leased" ON "run_item"("tenant_id", "run_id", "seq") WHERE "state" = 'leased';
CREATE INDEX "run_item_settled" ON "run_item"("tenant_id", "run_id", "outcome", "seq") WHERE "outcome" IS NOT NULL;

-- A slice is a range of numbers.
ALTER TABLE "run_item" DROP COLUMN "slice";
