-- CreateTable
CREATE TABLE "field_set" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "columns" TEXT[],
    "rows" BIGINT NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "state" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "field_set_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "object_fields" (
    "tenant_id" TEXT NOT NULL,
    "set_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "fields" JSONB NOT NULL,

    CONSTRAINT "object_fields_pkey" PRIMARY KEY ("tenant_id","set_id","key","line")
);

-- AddForeignKey
ALTER TABLE "object_fields" ADD CONSTRAINT "object_fields_tenant_id_set_id_fkey" FOREIGN KEY ("tenant_id", "set_id") REFERENCES "field_set"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['field_set', 'object_fields'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())', named);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO c2c_app', named);
  END LOOP;
END
$$;

-- What a plan was approved with is what its run signs: values are replaced by another set, never changed.
REVOKE UPDATE ON object_fields FROM c2c_app;
