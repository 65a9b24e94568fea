import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../../../prisma/generated/client.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Id } from "../../kernel/ids.ts";
import type { Bulk } from "../../ports/bulk.ts";
import type { Tx } from "../../ports/ctx.ts";
import type { Signals } from "../../ports/signals.ts";
import { copyInsert } from "./copy-insert.ts";
import { listenSignals } from "./listen-signals.ts";

export interface Database {
  /**
   * One interactive transaction with the tenant set, or with none: then only the global tables and the
   * SECURITY DEFINER functions answer. Never hold it across a call to the outside.
   */
  within<T>(tenantId: Id<"tenant"> | null, work: (tx: Tx) => Promise<T>, options?: { timeoutMs?: number }): Promise<T>;
  /** For next-auth's adapter, which wants a client: it touches the global tables only. */
  readonly client: PrismaClient;
  /** Plain connections for COPY and for the embedded executor's own tables. */
  readonly pool: pg.Pool;
  readonly bulk: Bulk;
  readonly signals: Signals;
  /** Throws Fault `precondition` where the role could look past row-level security. Called once at start. */
  refuseMightyRole(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the application's database. Connects lazily. `connections` bounds both Prisma's pool and the plain one. */
export function openDatabase(url: string, connections: number): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 30_000 });
  // Without a listener an idle connection that the server closes would end the process.
  pool.on("error", () => {});
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: connections }),
    // The other formats quote what a call was given, and errors go to the log.
    errorFormat: "minimal",
  });
  const signals = listenSignals(url);
  return {
    client,
    pool,
    signals,
    bulk: { insert: (tenantId, into, rows) => copyInsert(pool, tenantId, into, rows) },
    within: (tenantId, work, options) =>
      client.$transaction(
        async (tx) => {
          await tx.$executeRaw`select set_config('app.tenant_id', ${tenantId ?? ""}, true)`;
          return work(tx);
        },
        { timeout: options?.timeoutMs ?? 60_000, maxWait: 20_000 },
      ),
    async refuseMightyRole() {
      const { rows } = await pool.query<{ name: string; mighty: boolean }>(
        `select current_user as name, exists (
           select 1 from pg_roles r where pg_has_role(current_user, r.oid, 'member') and (r.rolsuper or r.rolbypassrls
             or exists (select 1 from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace)
           )) as mighty`,
      );
      if (rows[0]?.mighty)
        throw new Fault(
          "precondition",
          `DATABASE_URL signs in as ${rows[0].name}, who is, or can become, a superuser, a role with BYPASSRLS or the tables' owner, and would see every tenant's rows. ` +
            "Use a role that is a member of c2c_app and owns nothing.",
        );
    },
    async close() {
      await signals.close();
      await client.$disconnect();
      await pool.end();
    },
  };
}
