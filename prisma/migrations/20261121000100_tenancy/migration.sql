-- Tenancy: who may see and change which rows. Prisma's schema cannot say any of this.
--
-- The application connects as a role that is (a member of) c2c_app, owns nothing and cannot bypass row security.
-- Each transaction names its tenant with set_config('app.tenant_id', …, true); a transaction that names none sees nothing.
-- What has to cross tenants is one of the SECURITY DEFINER functions at the end, and nothing else.

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'c2c_app') THEN
    CREATE ROLE c2c_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO c2c_app;

-- The empty string is what the setting holds after a transaction that had set it, so it must read as "no tenant".
CREATE FUNCTION current_tenant() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '') $$;

DO $$
DECLARE
  named text;
  own_column text;
BEGIN
  FOREACH named IN ARRAY ARRAY[
    'tenant', 'membership', 'invitation', 'api_key', 'audit_event', 'idempotent_answer', 'bucket', 'inventory',
    'inventory_object', 'sample', 'sample_object', 'plan', 'approval', 'run', 'run_item', 'receipt_head', 'receipt',
    'usage', 'signing_identity'
  ] LOOP
    own_column := CASE named WHEN 'tenant' THEN 'id' ELSE 'tenant_id' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %1$I USING (%2$I = current_tenant()) WITH CHECK (%2$I = current_tenant())',
      named, own_column);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO c2c_app', named);
  END LOOP;
END
$$;

-- What is evidence is never changed and never removed.
REVOKE UPDATE, DELETE ON audit_event, receipt, usage, approval FROM c2c_app;
-- A tenant's row is among them: removing it would take the evidence along, past these grants, by its foreign keys.
REVOKE DELETE ON tenant, receipt_head, plan, signing_identity, run FROM c2c_app;

-- The global tables. Each is one of: people and their sessions, the durable engine's queue, the machines' own counters.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  user_account, account, session, verification_token,
  engine_event, engine_run, engine_step, engine_pause, engine_job, engine_cron,
  process_beat, rate_limit
TO c2c_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO c2c_app;

-- FORCE binds the owner too, so the definer functions below need a policy of their own, for reading only, on exactly
-- the tables they read.
DO $$
DECLARE named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['tenant', 'membership', 'api_key', 'invitation', 'run', 'inventory', 'sample'] LOOP
    EXECUTE format('CREATE POLICY definer_reads ON %I FOR SELECT TO %I USING (true)', named, current_user);
  END LOOP;
  EXECUTE format('CREATE POLICY definer_prunes ON idempotent_answer FOR DELETE TO %I USING (created_at < now() - interval ''1 day'')', current_user);
  EXECUTE format('CREATE POLICY definer_sees ON idempotent_answer FOR SELECT TO %I USING (created_at < now() - interval ''1 day'')', current_user);
END
$$;

-- A request has a key and not yet a tenant.
CREATE FUNCTION api_key_lookup(wanted text)
  RETURNS TABLE (tenant_id text, id text, secret_hmac bytea, scopes text[], expires_at timestamptz, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT k.tenant_id, k.id, k.secret_hmac, k.scopes, k.expires_at, k.revoked_at FROM api_key k WHERE k.lookup = wanted $$;

-- A person who signed in has memberships and not yet a tenant.
CREATE FUNCTION memberships_of(person text)
  RETURNS TABLE (tenant_id text, name text, slug text, role text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT t.id, t.name, t.slug, m.role FROM membership m JOIN tenant t ON t.id = m.tenant_id
        WHERE m.user_id = person ORDER BY t.name, t.id $$;

-- The bearer of an invitation is not yet a member.
CREATE FUNCTION invitation_by_token(wanted text)
  RETURNS TABLE (tenant_id text, tenant_name text, tenant_slug text, id text, email text, role text,
                 expires_at timestamptz, accepted_at timestamptz, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT i.tenant_id, t.name, t.slug, i.id, i.email, i.role, i.expires_at, i.accepted_at, i.revoked_at
        FROM invitation i JOIN tenant t ON t.id = i.tenant_id WHERE i.token_hash = wanted $$;

-- A slug is unique over all tenants, whoever asks.
CREATE FUNCTION slug_taken(wanted text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM tenant WHERE slug = wanted) $$;

-- The command line names a workspace by its slug; whoever has the database's address may act in any of them.
CREATE FUNCTION tenant_of_slug(wanted text) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT id FROM tenant WHERE slug = wanted $$;

-- The sweep looks for work that its events may have lost: ids only, the rest is read within the tenant.
CREATE FUNCTION unfinished_work()
  RETURNS TABLE (kind text, tenant_id text, id text, epoch integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT 'run', r.tenant_id, r.id, r.epoch FROM run r WHERE r.state IN ('filling', 'running', 'cancelling')
        UNION ALL SELECT 'inventory', i.tenant_id, i.id, 0 FROM inventory i WHERE i.state IN ('requested', 'collecting')
        UNION ALL SELECT 'sample', s.tenant_id, s.id, 0 FROM sample s WHERE s.state IN ('requested', 'drawing') $$;

CREATE FUNCTION prune_idempotent_answers() RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
  AS $$ WITH gone AS (DELETE FROM idempotent_answer WHERE created_at < now() - interval '1 day' RETURNING 1) SELECT count(*) FROM gone $$;

DO $$
DECLARE signature text;
BEGIN
  FOREACH signature IN ARRAY ARRAY[
    'api_key_lookup(text)', 'memberships_of(text)', 'invitation_by_token(text)', 'slug_taken(text)', 'tenant_of_slug(text)', 'unfinished_work()',
    'prune_idempotent_answers()'
  ] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO c2c_app', signature);
  END LOOP;
END
$$;
