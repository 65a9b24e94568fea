-- What was read of tenants' buckets outside runs, as counted on the wire: rows outlive what they were read for.
CREATE TABLE "metered_read" (
    "tenant_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "list" BIGINT NOT NULL,
    "head" BIGINT NOT NULL,
    "get" BIGINT NOT NULL,
    "bytes_in" BIGINT NOT NULL,
    "media_ms" BIGINT NOT NULL,

    CONSTRAINT "metered_read_pkey" PRIMARY KEY ("tenant_id","subject","month")
);
CREATE INDEX "metered_read_tenant_id_month_idx" ON "metered_read"("tenant_id", "month");

ALTER TABLE "metered_read" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "metered_read" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "metered_read" USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
-- Added to, and never removed.
GRANT SELECT, INSERT, UPDATE ON "metered_read" TO c2c_app;

-- The next objects to read, without a look at those that were.
CREATE INDEX "sample_object_tenant_id_sample_id_read_ms_key_idx" ON "sample_object"("tenant_id", "sample_id", "read_ms", "key");
