-- How a run's stamps stand, counted where each debt is made and settled: looks at a run do not count a million rows.
ALTER TABLE "run" ADD COLUMN "stamps_owed" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "stamps_paid" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "stamps_lost" BIGINT NOT NULL DEFAULT 0;

-- The owner sees every tenant's rows only while row-level security is not forced on it.
ALTER TABLE "stamp_debt" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "run" NO FORCE ROW LEVEL SECURITY;
UPDATE "run" r SET "stamps_owed" = d.owed, "stamps_paid" = d.paid, "stamps_lost" = d.lost
  FROM (SELECT tenant_id, run_id, count(*) FILTER (WHERE state = 'open') AS owed, count(*) FILTER (WHERE state = 'paid') AS paid,
               count(*) FILTER (WHERE state = 'lost') AS lost
        FROM "stamp_debt" GROUP BY tenant_id, run_id) d
  WHERE r.tenant_id = d.tenant_id AND r.id = d.run_id;
ALTER TABLE "run" FORCE ROW LEVEL SECURITY;
ALTER TABLE "stamp_debt" FORCE ROW LEVEL SECURITY;

-- From tenant to tenant by the index (tenant_id, state, next_try_at), with one probe each: never through all that is due.
CREATE OR REPLACE FUNCTION tenants_with_due_stamps(at timestamptz)
  RETURNS TABLE (tenant_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH RECURSIVE each AS (
      (SELECT d.tenant_id FROM stamp_debt d ORDER BY d.tenant_id LIMIT 1)
      UNION ALL
      SELECT (SELECT d.tenant_id FROM stamp_debt d WHERE d.tenant_id > e.tenant_id ORDER BY d.tenant_id LIMIT 1)
      FROM each e WHERE e.tenant_id IS NOT NULL
    )
    SELECT e.tenant_id FROM each e
    WHERE e.tenant_id IS NOT NULL
      AND EXISTS (SELECT 1 FROM stamp_debt d WHERE d.tenant_id = e.tenant_id AND d.state = 'open' AND d.next_try_at <= at)
    ORDER BY 1
  $$;
