-- A proof's public page tells how long the manifest store is, and need not read it for that.
CREATE FUNCTION proof_facts_by_id(wanted text)
  RETURNS TABLE (id text, mime text, content_sha256 text, signed_sha256 text, manifest_label text, store_sha256 text, store_size integer,
                 signer_key_id text, created_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT p.id, p.mime, p.content_sha256, p.signed_sha256, p.manifest_label, p.store_sha256, octet_length(p.store), p.signer_key_id,
               p.created_at
        FROM proof p WHERE p.id = wanted $$;
REVOKE ALL ON FUNCTION proof_facts_by_id(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proof_facts_by_id(text) TO c2c_app;
