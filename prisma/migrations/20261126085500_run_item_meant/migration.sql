-- What a run was about to replace when it was cancelled: a few rows, of all that were never begun.
CREATE INDEX "run_item_meant" ON "run_item"("tenant_id", "run_id", "seq") WHERE "meant" IS NOT NULL AND "outcome" IS NULL;
