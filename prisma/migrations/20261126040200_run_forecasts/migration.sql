-- What a run's ledger was expected to come to when 1, 5 and 20 % of it were done.
CREATE TABLE "run_forecast" (
    "tenant_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "mark" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "objects" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "forecast" JSONB NOT NULL,

    CONSTRAINT "run_forecast_pkey" PRIMARY KEY ("tenant_id","run_id","mark")
);
ALTER TABLE "run_forecast" ADD CONSTRAINT "run_forecast_tenant_id_run_id_fkey"
  FOREIGN KEY ("tenant_id", "run_id") REFERENCES "run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "run_forecast" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "run_forecast" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "run_forecast" USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
-- What was foreseen is neither changed nor removed afterwards.
GRANT SELECT, INSERT ON "run_forecast" TO c2c_app;
