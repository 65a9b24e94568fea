-- Stamps that are owed.
CREATE TABLE "stamp_debt" (
    "tenant_id" TEXT NOT NULL,
    "receipt_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "item_seq" INTEGER NOT NULL,
    "bucket_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_token" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "problem" TEXT,
    "detail" TEXT,
    "paid_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "stamp_debt_pkey" PRIMARY KEY ("tenant_id","receipt_id")
);

CREATE INDEX "stamp_debt_tenant_id_state_next_try_at_idx" ON "stamp_debt"("tenant_id", "state", "next_try_at");
CREATE INDEX "stamp_debt_tenant_id_run_id_state_idx" ON "stamp_debt"("tenant_id", "run_id", "state");

ALTER TABLE "stamp_debt" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "stamp_debt" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "stamp_debt" USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE ON "stamp_debt" TO c2c_app;

-- The schedule that pays debts knows no tenant yet: ids only, the rest is read within the tenant.
DO $$
BEGIN
  EXECUTE format('CREATE POLICY definer_reads ON stamp_debt FOR SELECT TO %I USING (true)', current_user);
END
$$;
CREATE FUNCTION tenants_with_due_stamps(at timestamptz)
  RETURNS TABLE (tenant_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT DISTINCT d.tenant_id FROM stamp_debt d WHERE d.state = 'open' AND d.next_try_at <= at ORDER BY 1 $$;
REVOKE ALL ON FUNCTION tenants_with_due_stamps(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenants_with_due_stamps(timestamptz) TO c2c_app;
