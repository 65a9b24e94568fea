-- Each inventory's objects are a partition of their own, so that an inventory of ten million goes in an instant.
--
-- A partition is made with its inventory's row, by a trigger, so that there is never one without the other. It stands in a
-- schema that the application may not even name, and row security on it, forced and without a policy, shows nothing to
-- whoever names it all the same: the one way to its rows is the table `inventory_object`, whose own policy compares the
-- tenant. A partition holds one inventory's rows by its bound and one tenant's by its check: the database compares these
-- once a row, where a foreign key would look up ten million times the same inventory.
CREATE SCHEMA inventory_part;
REVOKE ALL ON SCHEMA inventory_part FROM PUBLIC;

ALTER TABLE "inventory_object" RENAME TO "inventory_object_before";
ALTER TABLE "inventory_object_before" RENAME CONSTRAINT "inventory_object_pkey" TO "inventory_object_before_pkey";

CREATE TABLE "inventory_object" (
    "tenant_id" TEXT NOT NULL,
    "inventory_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "last_modified" TIMESTAMPTZ(3) NOT NULL,
    "storage_class" TEXT NOT NULL,
    "mime" TEXT NOT NULL,

    CONSTRAINT "inventory_object_pkey" PRIMARY KEY ("tenant_id","inventory_id","key")
) PARTITION BY LIST ("inventory_id");
ALTER TABLE "inventory_object" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "inventory_object" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "inventory_object" USING ("tenant_id" = current_tenant()) WITH CHECK ("tenant_id" = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON "inventory_object" TO c2c_app;

-- Made apart and then attached, which keeps nobody from reading or filling other partitions meanwhile.
CREATE FUNCTION make_inventory_part(tenant text, inventory text) RETURNS void
  LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp
  AS $$
    BEGIN
      EXECUTE format('CREATE TABLE inventory_part.%I (LIKE public.inventory_object INCLUDING ALL)', inventory);
      EXECUTE format('ALTER TABLE inventory_part.%I ADD CONSTRAINT one_tenant CHECK (tenant_id = %L)', inventory, tenant);
      EXECUTE format('ALTER TABLE inventory_part.%I ENABLE ROW LEVEL SECURITY', inventory);
      EXECUTE format('ALTER TABLE inventory_part.%I FORCE ROW LEVEL SECURITY', inventory);
      EXECUTE format('ALTER TABLE public.inventory_object ATTACH PARTITION inventory_part.%I FOR VALUES IN (%L)', inventory, inventory);
    END
  $$;
REVOKE ALL ON FUNCTION make_inventory_part(text, text) FROM PUBLIC;

CREATE FUNCTION inventory_gets_its_part() RETURNS trigger
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ BEGIN PERFORM make_inventory_part(NEW.tenant_id, NEW.id); RETURN NULL; END $$;
REVOKE ALL ON FUNCTION inventory_gets_its_part() FROM PUBLIC;

-- The owner sees every tenant's rows only while row-level security is not forced on it.
ALTER TABLE "inventory" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "inventory_object" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "inventory_object_before" NO FORCE ROW LEVEL SECURITY;
DO $$ BEGIN PERFORM make_inventory_part(tenant_id, id) FROM inventory; END $$;
INSERT INTO "inventory_object" SELECT "tenant_id", "inventory_id", "key", "etag", "size_bytes", "last_modified", "storage_class", "mime"
  FROM "inventory_object_before";
DROP TABLE "inventory_object_before";

CREATE TRIGGER inventory_gets_its_part AFTER INSERT ON "inventory"
  FOR EACH ROW EXECUTE FUNCTION inventory_gets_its_part();

-- An inventory's row stays for the plans, runs and receipts that name it; its objects go by the function below.
REVOKE DELETE ON "inventory" FROM c2c_app;
ALTER TABLE "inventory" ADD COLUMN "removed_at" TIMESTAMPTZ(3);

-- Gives the disk back of what belonged to the current tenant's inventory, which has been marked as removed in this
-- transaction. Emptying takes a lock on this one partition. Taking it out of the table needs a lock on all of them: that is
-- tried without waiting, also for those that an earlier call left empty, since waiting would hold up every inventory.
-- False where somebody reads the partition for longer than is waited.
CREATE FUNCTION drop_inventory_objects(wanted text) RETURNS boolean
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
      PERFORM set_config('lock_timeout', '0', true);
      BEGIN
        LOCK TABLE public.inventory_object IN ACCESS EXCLUSIVE MODE NOWAIT;
        FOR part IN
          SELECT c.relname FROM pg_class c JOIN inventory i ON i.id = c.relname
          WHERE c.relnamespace = 'inventory_part'::regnamespace AND c.relkind = 'r' AND i.removed_at IS NOT NULL
        LOOP
          EXECUTE format('DROP TABLE inventory_part.%I', part);
        END LOOP;
      EXCEPTION WHEN lock_not_available THEN NULL;
      END;
      RETURN true;
    END
  $$;
REVOKE ALL ON FUNCTION drop_inventory_objects(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_inventory_objects(text) TO c2c_app;

-- What was just filled has no statistics until the database comes round to it: plans and samples ask at once.
CREATE FUNCTION analyze_inventory_objects(wanted text) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    BEGIN
      PERFORM 1 FROM inventory WHERE tenant_id = current_tenant() AND id = wanted AND removed_at IS NULL;
      IF NOT FOUND THEN RAISE EXCEPTION 'no inventory % in this workspace', wanted; END IF;
      EXECUTE format('ANALYZE inventory_part.%I', wanted);
    END
  $$;
REVOKE ALL ON FUNCTION analyze_inventory_objects(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION analyze_inventory_objects(text) TO c2c_app;

ALTER TABLE "inventory" FORCE ROW LEVEL SECURITY;
ALTER TABLE "inventory_object" FORCE ROW LEVEL SECURITY;
