-- AlterTable
ALTER TABLE "bucket" ADD COLUMN     "delivery" TEXT NOT NULL DEFAULT 'off';

-- CreateTable
CREATE TABLE "asset_manifest" (
    "tenant_id" TEXT NOT NULL,
    "bucket_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "intent_sha256" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "stored_bucket_id" TEXT NOT NULL,
    "stored_key" TEXT NOT NULL,
    "stored_sha256" TEXT NOT NULL,
    "manifest_label" TEXT NOT NULL,
    "receipt_id" TEXT NOT NULL,
    "receipt_seq" BIGINT NOT NULL,

    CONSTRAINT "asset_manifest_pkey" PRIMARY KEY ("tenant_id","bucket_id","key","intent_sha256")
);

-- CreateIndex
CREATE INDEX "asset_manifest_tenant_id_bucket_id_intent_sha256_idx" ON "asset_manifest"("tenant_id", "bucket_id", "intent_sha256");

ALTER TABLE asset_manifest ENABLE ROW LEVEL SECURITY;
ALTER TABLE asset_manifest FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON asset_manifest
  USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON asset_manifest TO c2c_app;

-- Whoever fetches from a bucket that was opened to anybody has no tenant. Of a bucket that was not opened this says nothing.
CREATE FUNCTION delivered_bucket(wanted text) RETURNS TABLE (tenant_id text, delivery text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT b.tenant_id, b.delivery FROM bucket b
        WHERE b.id = wanted AND b.removed_at IS NULL AND b.delivery IN ('manifests', 'assets') $$;
REVOKE ALL ON FUNCTION delivered_bucket(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivered_bucket(text) TO c2c_app;
