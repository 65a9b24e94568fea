-- An identity with a successor has been seen to: its tenant need not be looked at every day for ever.
CREATE OR REPLACE FUNCTION tenants_with_ending_identities(until timestamptz) RETURNS TABLE (tenant_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT DISTINCT s.tenant_id FROM signing_identity s
        WHERE s.retired_at IS NULL AND s.successor_id IS NULL AND s.not_after <= until ORDER BY 1 $$;
