-- The order within a turn: when the run began, less its priority; a wait that was asked for counts from its end.
ALTER TABLE "engine_run" ADD COLUMN "priority" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "engine_job" ADD COLUMN "order_at" TIMESTAMPTZ(3);
UPDATE "engine_job" SET "order_at" = "run_at";
ALTER TABLE "engine_job" ALTER COLUMN "order_at" SET NOT NULL;
DROP INDEX "engine_job_turn_run_at_idx";
CREATE INDEX "engine_job_turn_order_at_idx" ON "engine_job"("turn", "order_at");
