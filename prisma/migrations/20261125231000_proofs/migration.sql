-- Images that are uploaded one by one are signed, receipted and metered without a run.
ALTER TABLE "receipt" ALTER COLUMN "run_id" DROP NOT NULL, ALTER COLUMN "item_seq" DROP NOT NULL;

-- A unit of usage is a receipt's: what was unique per run item stays so, and what has no run is unique too.
ALTER TABLE "usage" DROP CONSTRAINT "usage_pkey",
  ALTER COLUMN "run_id" DROP NOT NULL,
  ALTER COLUMN "item_seq" DROP NOT NULL,
  ADD CONSTRAINT "usage_pkey" PRIMARY KEY ("tenant_id", "receipt_id");
CREATE UNIQUE INDEX "usage_tenant_id_run_id_item_seq_key" ON "usage"("tenant_id", "run_id", "item_seq");

CREATE TABLE "proof" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "upload_key" TEXT,
    "repeats" TEXT,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "intent_sha256" TEXT NOT NULL,
    "signed_sha256" TEXT NOT NULL,
    "signed_size_bytes" BIGINT NOT NULL,
    "manifest_label" TEXT NOT NULL,
    "store_sha256" TEXT NOT NULL,
    "store" BYTEA NOT NULL,
    "signer_key_id" TEXT NOT NULL,
    "receipt_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proof_pkey" PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "proof_id_key" ON "proof"("id");
CREATE UNIQUE INDEX "proof_tenant_id_upload_key_key" ON "proof"("tenant_id", "upload_key");

ALTER TABLE "proof" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "proof" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "proof" USING ("tenant_id" = current_tenant()) WITH CHECK ("tenant_id" = current_tenant());
-- Evidence: neither changed nor removed.
GRANT SELECT, INSERT ON "proof" TO c2c_app;

-- A manifest store is public where its image is: whoever knows the proof's id may read it, and nothing of whose it is.
CREATE POLICY definer_reads ON "proof" FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION proof_by_id(wanted text)
  RETURNS TABLE (id text, mime text, content_sha256 text, signed_sha256 text, manifest_label text, store_sha256 text, store bytea,
                 signer_key_id text, created_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT p.id, p.mime, p.content_sha256, p.signed_sha256, p.manifest_label, p.store_sha256, p.store, p.signer_key_id, p.created_at
        FROM proof p WHERE p.id = wanted $$;
REVOKE ALL ON FUNCTION proof_by_id(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proof_by_id(text) TO c2c_app;
