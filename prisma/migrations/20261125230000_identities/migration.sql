-- Signing identities get successors, a default per tenant, and a memory of what was warned of.
ALTER TABLE "signing_identity" ADD COLUMN "successor_id" TEXT;

-- CreateTable
CREATE TABLE "signing_default" (
    "tenant_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signing_default_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "identity_notice" (
    "tenant_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "days_before" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_notice_pkey" PRIMARY KEY ("tenant_id","identity_id","days_before")
);

-- AddForeignKey
ALTER TABLE "signing_identity" ADD CONSTRAINT "signing_identity_tenant_id_successor_id_fkey" FOREIGN KEY ("tenant_id", "successor_id") REFERENCES "signing_identity"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing_default" ADD CONSTRAINT "signing_default_tenant_id_identity_id_fkey" FOREIGN KEY ("tenant_id", "identity_id") REFERENCES "signing_identity"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_notice" ADD CONSTRAINT "identity_notice_tenant_id_identity_id_fkey" FOREIGN KEY ("tenant_id", "identity_id") REFERENCES "signing_identity"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- FORCE binds the owner too: what follows here, and the function at the end, read over all tenants.
CREATE POLICY definer_reads ON signing_identity FOR SELECT TO CURRENT_USER USING (true);

-- Until now the newest development identity that was there is who signed.
INSERT INTO signing_default (tenant_id, identity_id)
  SELECT DISTINCT ON (tenant_id) tenant_id, id FROM signing_identity
  WHERE retired_at IS NULL ORDER BY tenant_id, id DESC;

DO $$
DECLARE named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['signing_default', 'identity_notice'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())',
      named);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO c2c_app', named);
  END LOOP;
END
$$;
REVOKE UPDATE, DELETE ON identity_notice FROM c2c_app;

-- Chain, anchor and key id of an identity stay what they were when it signed.
REVOKE UPDATE ON signing_identity FROM c2c_app;
GRANT UPDATE (name, retired_at, successor_id) ON signing_identity TO c2c_app;

-- The daily look at what ends goes over all tenants: ids only, the rest is read within the tenant.
CREATE FUNCTION tenants_with_ending_identities(until timestamptz) RETURNS TABLE (tenant_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT DISTINCT s.tenant_id FROM signing_identity s WHERE s.retired_at IS NULL AND s.not_after <= until ORDER BY 1 $$;
REVOKE ALL ON FUNCTION tenants_with_ending_identities(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenants_with_ending_identities(timestamptz) TO c2c_app;
