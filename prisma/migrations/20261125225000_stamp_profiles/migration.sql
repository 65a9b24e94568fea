-- Where a workspace gets its time-stamps from.
CREATE TABLE "stamp_profile" (
    "tenant_id" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" BYTEA,
    "requests" INTEGER NOT NULL,
    "window_ms" INTEGER NOT NULL,
    "usd_per_stamp" TEXT NOT NULL,
    "price_source" TEXT NOT NULL,
    "price_as_of" TEXT NOT NULL,
    "timeout_ms" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "anchors_pem" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stamp_profile_pkey" PRIMARY KEY ("tenant_id","profile")
);

ALTER TABLE "stamp_profile" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "stamp_profile" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON "stamp_profile" USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON "stamp_profile" TO c2c_app;
