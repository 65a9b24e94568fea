import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toJson } from "../../lib/edge/answer.ts";
import { type AnyVerb, callVerb, isGlobal } from "../../lib/edge/any-verb.ts";
import { machineVerbs } from "../../lib/edge/api-table.ts";
import { asFault } from "../../lib/kernel/fault.ts";
import type { Ctx } from "../../lib/ports/ctx.ts";
import { type VerbName, verbs } from "../../lib/verbs.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { exampleInputs } from "../support/example-input.ts";
import { type FurnishedTenant, makeFurnishedTenant } from "../support/furnished-tenant.ts";
import { makeTenant, selfCtx, type TestTenant, testWiring } from "../support/wiring.ts";

let database: TestDatabase;
let wiring: Wiring;
let owned: FurnishedTenant;
let foreign: TestTenant;
let asSuperuser: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  wiring = testWiring(database);
  owned = await makeFurnishedTenant(wiring);
  foreign = await makeTenant(wiring, "Foreign");
  asSuperuser = new pg.Client({ connectionString: database.superUrl });
  await asSuperuser.connect();
});
afterAll(async () => {
  await asSuperuser.end();
  await wiring.close();
  await database.close();
});

const everyVerb = Object.entries(verbs) as [VerbName, AnyVerb][];
const isMachine = (name: VerbName) => (machineVerbs as readonly VerbName[]).includes(name);

/** The context in which a tenant would call this verb. */
function ctxOf(tenant: TestTenant, name: VerbName, verb: AnyVerb): Ctx {
  if (isGlobal(verb)) return selfCtx(wiring, tenant.userId);
  return isMachine(name) ? tenant.system : tenant.owner;
}

test.each(everyVerb)("%s gives a foreign tenant nothing and changes nothing", async (name, verb) => {
  for (const input of exampleInputs(verb.spec.input, owned.ids)) {
    expect(verb.spec.input.safeParse(input).error, "the schema needs examples to make an input from").toBeUndefined();
    const before = await fingerprint();
    const told = await callVerb(verb, ctxOf(foreign, name, verb), input).then(toJson, (thrown) => {
      const { code, message, details } = asFault(thrown);
      expect(code, String((thrown as Error).cause ?? message)).not.toBe("internal");
      return toJson({ message, details });
    });
    const sent = toJson(input);
    for (const secret of secretsOf(owned)) if (!sent.includes(secret)) expect(told).not.toContain(secret);
    expect(told).not.toContain(owned.marker);
    expect(await fingerprint()).toEqual(before);
  }
});

test("the same inputs show an owner their own rows, so that the tests above ask for something", async () => {
  const readers = everyVerb.filter(([, verb]) => String(verb.spec.scope).endsWith(".read"));
  const silent: string[] = [];
  for (const [name, verb] of readers) {
    const [bare = {}] = exampleInputs(verb.spec.input, owned.ids);
    const told = await callVerb(verb, ctxOf(owned, name, verb), bare).then(
      toJson,
      (thrown) => `${thrown} ${thrown.cause}`,
    );
    if (![...secretsOf(owned), owned.marker].some((secret) => told.includes(secret)))
      silent.push(`${name}: ${told.slice(0, 300)}`);
  }
  // Counts name nobody, a thumbnail is nothing but bytes, and a policy is a yes or a no.
  const nameless = /^(usage\.summary|stamp-debt\.summary|sample\.thumbnail|trust\.get-policy)/;
  expect(silent.filter((each) => !nameless.test(each))).toEqual([]);
});

/** What must not come out: every id of the tenant but those that the caller sent, and the marker. */
function secretsOf({ ids, slug, email }: FurnishedTenant): string[] {
  return [...Object.values(ids), slug, email];
}

/** A digest of every table that belongs to tenants, as the tenant that owns the rows would see them. */
async function fingerprint(): Promise<Record<string, string>> {
  const { rows } = await asSuperuser.query<{ table: string }>(
    `select c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attname = 'tenant_id' order by 1`,
  );
  const digests: Record<string, string> = {};
  for (const { table } of rows) {
    const digest = await asSuperuser.query<{ digest: string }>(
      `select count(*) || ':' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as digest from "${table}" t where tenant_id = $1`,
      [owned.tenantId],
    );
    digests[table] = digest.rows[0]?.digest ?? "";
  }
  return digests;
}
