-- Which tier a workspace reserves, from which month on.
CREATE TABLE "reservation" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "from_month" TEXT NOT NULL CHECK (from_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    "tier" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "reserved_by" TEXT NOT NULL,
    "reserved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE UNIQUE INDEX "reservation_tenant_id_seq_key" ON "reservation"("tenant_id", "seq");

ALTER TABLE "reservation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reservation" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "reservation" USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
-- What was chosen is neither changed nor removed afterwards: another choice follows it.
GRANT SELECT, INSERT ON "reservation" TO c2c_app;
