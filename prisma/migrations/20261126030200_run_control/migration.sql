-- What a run was given to work with, and what the store made of it.
ALTER TABLE "run"
  ADD COLUMN "priority" TEXT NOT NULL DEFAULT 'normal',
  ADD COLUMN "concurrency" INTEGER,
  ADD COLUMN "max_inflight" INTEGER,
  ADD COLUMN "pace" DOUBLE PRECISION,
  ADD COLUMN "slow_downs" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "slowed_at" TIMESTAMPTZ(3),
  ADD COLUMN "revivals" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "retry_why" TEXT,
  ADD COLUMN "retry_objects" BIGINT NOT NULL DEFAULT 0;

-- How often the store asked to slow down instead of serving this object: that uses up no attempt.
ALTER TABLE "run_item" ADD COLUMN "slowed" INTEGER NOT NULL DEFAULT 0;

-- One class of failures, page by page. What was signed has no reason, and is not in it.
CREATE INDEX "run_item_tenant_id_run_id_why_seq_idx" ON "run_item"("tenant_id", "run_id", "why", "seq") WHERE "why" IS NOT NULL;

-- Who works on which run at this moment, and on how many objects at once.
CREATE TABLE "pump_seat" (
    "tenant_id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "granted" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "hold" INTEGER NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pump_seat_pkey" PRIMARY KEY ("tenant_id","token")
);
CREATE INDEX "pump_seat_tenant_id_run_id_idx" ON "pump_seat"("tenant_id", "run_id");

ALTER TABLE "pump_seat" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "pump_seat" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "pump_seat" USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON "pump_seat" TO c2c_app;
