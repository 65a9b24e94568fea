-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "bucket" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "location" JSONB NOT NULL,
    "secret" BYTEA,
    "capabilities" JSONB NOT NULL,
    "probed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "bucket_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "inventory" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "bucket_id" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'listing',
    "prefixes" TEXT[],
    "state" TEXT NOT NULL,
    "cursor" JSONB NOT NULL,
    "objects" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "sidecars" BIGINT NOT NULL DEFAULT 0,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "summary" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "inventory_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
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
);

-- CreateTable
CREATE TABLE "engine_event" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "matched" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "engine_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_run" (
    "id" TEXT NOT NULL,
    "function_id" TEXT NOT NULL,
    "events" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "output" JSONB,
    "error" JSONB,
    "stack" TEXT[],
    "pending" TEXT[],
    "force_plan" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT -1,
    "parent_run_id" TEXT,
    "parent_step_id" TEXT,
    "lanes" TEXT[],
    "lane_limits" INTEGER[],
    "idempotency_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "engine_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_step" (
    "run_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "engine_step_pkey" PRIMARY KEY ("run_id","id")
);

-- CreateTable
CREATE TABLE "engine_pause" (
    "run_id" TEXT NOT NULL,
    "step_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "condition" TEXT,

    CONSTRAINT "engine_pause_pkey" PRIMARY KEY ("run_id","step_id")
);

-- CreateTable
CREATE TABLE "engine_job" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "turn" TEXT NOT NULL DEFAULT '',
    "lanes" TEXT[],
    "lane_limits" INTEGER[],
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,
    "again" BOOLEAN NOT NULL DEFAULT false,
    "owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "generation" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "engine_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_cron" (
    "function_id" TEXT NOT NULL,
    "last_tick" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "engine_cron_pkey" PRIMARY KEY ("function_id")
);

-- CreateTable
CREATE TABLE "signing_identity" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "chain_pem" TEXT NOT NULL,
    "anchor_pem" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_identity_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "sample" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "inventory_id" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "wanted" INTEGER NOT NULL,
    "stratify" TEXT[],
    "strata" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sample_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "sample_object" (
    "tenant_id" TEXT NOT NULL,
    "sample_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "mime" TEXT NOT NULL,
    "stratum" TEXT NOT NULL,
    "content_sha256" TEXT,
    "found_mime" TEXT,
    "width_px" INTEGER,
    "height_px" INTEGER,
    "structure" TEXT,
    "manifest" TEXT,
    "manifest_state" TEXT,
    "manifest_codes" TEXT[],
    "problem" TEXT,
    "read_ms" INTEGER,
    "inspect_ms" INTEGER,
    "thumbnail" BYTEA,

    CONSTRAINT "sample_object_pkey" PRIMARY KEY ("tenant_id","sample_id","key")
);

-- CreateTable
CREATE TABLE "plan" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "inventory_id" TEXT NOT NULL,
    "sample_id" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "ledger" JSONB NOT NULL,
    "document" BYTEA NOT NULL,
    "hash" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "approval" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "approved_by" TEXT NOT NULL,
    "approved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "process_beat" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "process_beat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "receipt_head" (
    "tenant_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "head" BYTEA NOT NULL,
    "frontier" BYTEA[],

    CONSTRAINT "receipt_head_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "tenant_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "item_seq" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,
    "leaf" BYTEA NOT NULL,
    "chain" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("tenant_id","seq")
);

-- CreateTable
CREATE TABLE "usage" (
    "tenant_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "item_seq" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "receipt_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "usage_pkey" PRIMARY KEY ("tenant_id","run_id","item_seq")
);

-- CreateTable
CREATE TABLE "run" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "approval_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "objects" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "slices" INTEGER NOT NULL DEFAULT 0,
    "signed" BIGINT NOT NULL DEFAULT 0,
    "skipped" BIGINT NOT NULL DEFAULT 0,
    "failed" BIGINT NOT NULL DEFAULT 0,
    "bytes_done" BIGINT NOT NULL DEFAULT 0,
    "wire" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "active_ms" BIGINT NOT NULL DEFAULT 0,
    "active_since" TIMESTAMPTZ(3),
    "attended_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "run_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "run_item" (
    "tenant_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "slice" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "mime" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_token" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "why" TEXT,
    "detail" TEXT,
    "receipt_id" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_item_pkey" PRIMARY KEY ("tenant_id","run_id","seq")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "tenant_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("tenant_id","user_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lookup" TEXT NOT NULL,
    "secret_hmac" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "tenant_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT NOT NULL,
    "email_verified" TIMESTAMPTZ(3),
    "image" TEXT,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "session_token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_token" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "inventory_tenant_id_bucket_id_idx" ON "inventory"("tenant_id", "bucket_id");

-- CreateIndex
CREATE INDEX "engine_event_matched_at_idx" ON "engine_event"("matched", "at");

-- CreateIndex
CREATE INDEX "engine_run_status_function_id_idx" ON "engine_run"("status", "function_id");

-- CreateIndex
CREATE INDEX "engine_run_ended_at_idx" ON "engine_run"("ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "engine_run_function_id_idempotency_key_key" ON "engine_run"("function_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "engine_pause_event_idx" ON "engine_pause"("event");

-- CreateIndex
CREATE UNIQUE INDEX "engine_job_key_key" ON "engine_job"("key");

-- CreateIndex
CREATE INDEX "engine_job_turn_run_at_idx" ON "engine_job"("turn", "run_at");

-- CreateIndex
CREATE INDEX "engine_job_run_at_idx" ON "engine_job"("run_at");

-- CreateIndex
CREATE INDEX "engine_job_run_id_idx" ON "engine_job"("run_id");

-- CreateIndex
CREATE INDEX "engine_job_lease_until_idx" ON "engine_job"("lease_until");

-- CreateIndex
CREATE UNIQUE INDEX "signing_identity_tenant_id_key_id_key" ON "signing_identity"("tenant_id", "key_id");

-- CreateIndex
CREATE INDEX "sample_tenant_id_inventory_id_idx" ON "sample"("tenant_id", "inventory_id");

-- CreateIndex
CREATE INDEX "approval_tenant_id_plan_id_idx" ON "approval"("tenant_id", "plan_id");

-- CreateIndex
CREATE INDEX "receipt_tenant_id_run_id_item_seq_idx" ON "receipt"("tenant_id", "run_id", "item_seq");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_tenant_id_id_key" ON "receipt"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_tenant_id_idempotency_key_key" ON "receipt"("tenant_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "usage_tenant_id_at_idx" ON "usage"("tenant_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "run_tenant_id_approval_id_key" ON "run"("tenant_id", "approval_id");

-- CreateIndex
CREATE INDEX "run_item_tenant_id_run_id_state_slice_idx" ON "run_item"("tenant_id", "run_id", "state", "slice");

-- CreateIndex
CREATE INDEX "run_item_tenant_id_run_id_outcome_seq_idx" ON "run_item"("tenant_id", "run_id", "outcome", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_slug_key" ON "tenant"("slug");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_lookup_key" ON "api_key"("lookup");

-- CreateIndex
CREATE INDEX "audit_event_tenant_id_at_idx" ON "audit_event"("tenant_id", "at" DESC);

-- CreateIndex
CREATE INDEX "idempotent_answer_created_at_idx" ON "idempotent_answer"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_provider_account_id_key" ON "account"("provider", "provider_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_session_token_key" ON "session"("session_token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_token_token_key" ON "verification_token"("token");

-- CreateIndex
CREATE UNIQUE INDEX "verification_token_identifier_token_key" ON "verification_token"("identifier", "token");

-- AddForeignKey
ALTER TABLE "inventory" ADD CONSTRAINT "inventory_tenant_id_bucket_id_fkey" FOREIGN KEY ("tenant_id", "bucket_id") REFERENCES "bucket"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_object" ADD CONSTRAINT "inventory_object_tenant_id_inventory_id_fkey" FOREIGN KEY ("tenant_id", "inventory_id") REFERENCES "inventory"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample" ADD CONSTRAINT "sample_tenant_id_inventory_id_fkey" FOREIGN KEY ("tenant_id", "inventory_id") REFERENCES "inventory"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample_object" ADD CONSTRAINT "sample_object_tenant_id_sample_id_fkey" FOREIGN KEY ("tenant_id", "sample_id") REFERENCES "sample"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_tenant_id_inventory_id_fkey" FOREIGN KEY ("tenant_id", "inventory_id") REFERENCES "inventory"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_tenant_id_sample_id_fkey" FOREIGN KEY ("tenant_id", "sample_id") REFERENCES "sample"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_tenant_id_plan_id_fkey" FOREIGN KEY ("tenant_id", "plan_id") REFERENCES "plan"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_tenant_id_plan_id_fkey" FOREIGN KEY ("tenant_id", "plan_id") REFERENCES "plan"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_tenant_id_approval_id_fkey" FOREIGN KEY ("tenant_id", "approval_id") REFERENCES "approval"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_item" ADD CONSTRAINT "run_item_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "run"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;


