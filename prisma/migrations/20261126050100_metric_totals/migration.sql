-- What the installation has counted, over all its processes and their restarts.
CREATE TABLE "metric_total" (
    "name" TEXT NOT NULL,
    "labels" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "metric_total_pkey" PRIMARY KEY ("name","labels")
);

-- How fast a process settles objects now, told with its heartbeat.
ALTER TABLE "process_beat" ADD COLUMN "assets_per_second" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- Global, like the machines' other counters: no label names a tenant.
GRANT SELECT, INSERT, UPDATE, DELETE ON metric_total TO c2c_app;

-- Over all tenants, and of none of them: how many objects of unfinished runs are not settled, by the runs' state.
CREATE FUNCTION objects_waiting()
  RETURNS TABLE (state text, objects bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT r.state, sum(r.objects - r.signed - r.skipped - r.failed)::bigint FROM run r
        WHERE r.state IN ('filling', 'running', 'paused', 'cancelling') GROUP BY r.state $$;
REVOKE ALL ON FUNCTION objects_waiting() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION objects_waiting() TO c2c_app;
