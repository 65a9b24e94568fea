-- A definer function looks names up as the owner. Where its path does not say otherwise, temporary tables come first, and
-- the application may make those: one called api_key would have been read in place of the real one.
DO $$
DECLARE definer regprocedure;
BEGIN
  FOR definer IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', definer);
  END LOOP;
END
$$;
-- Databases that began under an old PostgreSQL let everybody make tables and functions here.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Credentials say whose an S3 bucket is; a folder has none, so the first workspace that connects it keeps it to itself.
CREATE POLICY definer_reads ON bucket FOR SELECT TO CURRENT_USER USING (true);

-- Whether another tenant's bucket is this folder, is in it, or holds it. Whoever asks holds others back until they commit.
-- Disks that ignore case make one folder of two spellings, so case never tells folders apart here.
CREATE FUNCTION folder_taken(wanted text) RETURNS boolean
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT pg_advisory_xact_lock(hashtext('c2c folders'));
    SELECT EXISTS (
      SELECT 1
      FROM bucket, LATERAL (SELECT lower(rtrim(location ->> 'root', '/')) || '/' AS theirs, lower(rtrim(wanted, '/')) || '/' AS ours) AS folder
      WHERE kind = 'fs' AND removed_at IS NULL AND tenant_id IS DISTINCT FROM current_tenant()
        AND (starts_with(theirs, ours) OR starts_with(ours, theirs)))
  $$;
REVOKE ALL ON FUNCTION folder_taken(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION folder_taken(text) TO c2c_app;
