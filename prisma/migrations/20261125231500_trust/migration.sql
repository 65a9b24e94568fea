-- Trust lists: whose certificates a workspace's inspections lead to.
CREATE TABLE "trust_list" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "etag" TEXT,
    "sha256" TEXT NOT NULL,
    "left_out" JSONB NOT NULL,
    "left_out_count" INTEGER NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trust_list_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "trust_anchor" (
    "tenant_id" TEXT NOT NULL,
    "list_id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "pem" TEXT NOT NULL,

    CONSTRAINT "trust_anchor_pkey" PRIMARY KEY ("tenant_id","list_id","sha256")
);

CREATE TABLE "trust_policy" (
    "tenant_id" TEXT NOT NULL,
    "allow_development" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trust_policy_pkey" PRIMARY KEY ("tenant_id")
);

ALTER TABLE "trust_anchor" ADD CONSTRAINT "trust_anchor_tenant_id_list_id_fkey" FOREIGN KEY ("tenant_id", "list_id") REFERENCES "trust_list"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['trust_list', 'trust_anchor', 'trust_policy'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())',
      named);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO c2c_app', named);
  END LOOP;
END
$$;

-- The daily refresh goes over all tenants: ids only, the rest is read within the tenant.
CREATE POLICY definer_reads ON trust_list FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION trust_lists_to_refresh(before timestamptz) RETURNS TABLE (tenant_id text, id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT l.tenant_id, l.id FROM trust_list l WHERE l.url IS NOT NULL AND l.checked_at <= before ORDER BY l.checked_at, 1, 2 $$;
REVOKE ALL ON FUNCTION trust_lists_to_refresh(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trust_lists_to_refresh(timestamptz) TO c2c_app;
