-- A listing is many ranges of keys that are listed at once, each with its own place; a report is read from one place on.

-- The owner sees every tenant's rows only while row-level security is not forced on it.
ALTER TABLE "inventory" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "inventory" ADD COLUMN "checkpoint" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "workers" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "old_versions" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "delete_markers" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "report" JSONB,
  ADD COLUMN "attended_at" TIMESTAMPTZ(3),
  ALTER COLUMN "cursor" DROP NOT NULL;
-- CreateTable
CREATE TABLE "inventory_range" (
    "tenant_id" TEXT NOT NULL,
    "inventory_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "prefix" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "up_to" TEXT,
    "last" TEXT NOT NULL,
    "done" BOOLEAN NOT NULL DEFAULT false,
    "objects" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "inventory_range_pkey" PRIMARY KEY ("tenant_id","inventory_id","seq")
);
ALTER TABLE "inventory_range" ADD CONSTRAINT "inventory_range_tenant_id_inventory_id_fkey" FOREIGN KEY ("tenant_id", "inventory_id") REFERENCES "inventory"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Listings that are under way go on where their cursors are.
INSERT INTO "inventory_range" ("tenant_id", "inventory_id", "seq", "prefix", "after", "last", "done")
  SELECT i.tenant_id, i.id, entry.place - 1, entry.value ->> 'prefix', '', coalesce(entry.value ->> 'after', ''), (entry.value ->> 'done')::boolean
  FROM "inventory" i, jsonb_array_elements(i."cursor" -> 'prefixes') WITH ORDINALITY AS entry(value, place)
  WHERE i.state IN ('requested', 'collecting');
UPDATE "inventory" SET "cursor" = NULL;

ALTER TABLE "inventory" FORCE ROW LEVEL SECURITY;
ALTER TABLE "inventory_range" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "inventory_range" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "inventory_range" USING ("tenant_id" = current_tenant()) WITH CHECK ("tenant_id" = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON "inventory_range" TO c2c_app;
