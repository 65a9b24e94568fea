-- What old stamps lead to, kept for ever: a profile's own anchors change when it is configured anew.
CREATE TABLE "stamp_anchor" (
    "tenant_id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "pem" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stamp_anchor_pkey" PRIMARY KEY ("tenant_id","sha256")
);

-- Those that are named now. The owner sees every tenant's rows only while row-level security is not forced on it.
ALTER TABLE "stamp_profile" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "stamp_anchor" ("tenant_id", "sha256", "pem")
  SELECT DISTINCT tenant_id, encode(sha256(convert_to(anchors_pem, 'UTF8')), 'hex'), anchors_pem FROM "stamp_profile";
ALTER TABLE "stamp_profile" FORCE ROW LEVEL SECURITY;

ALTER TABLE "stamp_anchor" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "stamp_anchor" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "stamp_anchor" USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
-- Neither changed nor removed.
GRANT SELECT, INSERT ON "stamp_anchor" TO c2c_app;
