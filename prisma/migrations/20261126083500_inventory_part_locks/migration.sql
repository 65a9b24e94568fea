-- As before, but that the lock is on the table alone, and is not held while a partition is waited for. With its partitions it was
-- one on every inventory that there is: whoever
-- looked at one of them kept emptied ones from going, and with some thousands there is no room for so many locks at once.
CREATE OR REPLACE FUNCTION drop_inventory_objects(wanted text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    DECLARE part text;
    BEGIN
      PERFORM 1 FROM inventory WHERE tenant_id = current_tenant() AND id = wanted AND removed_at IS NOT NULL;
      IF NOT FOUND THEN RAISE EXCEPTION 'no removed inventory % in this workspace', wanted; END IF;
      IF to_regclass(format('inventory_part.%I', wanted)) IS NULL THEN RETURN true; END IF;
      PERFORM set_config('lock_timeout', '5s', true);
      BEGIN
        EXECUTE format('TRUNCATE inventory_part.%I', wanted);
      EXCEPTION WHEN lock_not_available THEN
        PERFORM set_config('lock_timeout', '0', true);
        RETURN false;
      END;
      -- Nobody waits for long behind this lock: what cannot be dropped at once goes with a later one.
      PERFORM set_config('lock_timeout', '200ms', true);
      BEGIN
        LOCK TABLE ONLY public.inventory_object IN ACCESS EXCLUSIVE MODE NOWAIT;
        FOR part IN
          SELECT c.relname FROM pg_class c JOIN inventory i ON i.id = c.relname
          WHERE c.relnamespace = 'inventory_part'::regnamespace AND c.relkind = 'r' AND i.removed_at IS NOT NULL
        LOOP
          EXECUTE format('DROP TABLE inventory_part.%I', part);
        END LOOP;
      EXCEPTION WHEN lock_not_available THEN NULL;
      END;
      PERFORM set_config('lock_timeout', '0', true);
      RETURN true;
    END
  $$;
