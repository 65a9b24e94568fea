import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Reader } from "@contentauth/c2pa-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setWiring } from "../../lib/edge/get-wiring.ts";
import { asFault } from "../../lib/kernel/fault.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { importFields } from "../../lib/metadata/import-fields.ts";
import { listFieldSets } from "../../lib/metadata/list-field-sets.ts";
import { previewMetadata } from "../../lib/metadata/preview.ts";
import { removeFieldSet } from "../../lib/metadata/remove-field-set.ts";
import { checkMetadata } from "../../lib/plan/check-metadata.ts";
import { estimatePlan } from "../../lib/plan/estimate.ts";
import { getPlan } from "../../lib/plan/get.ts";
import { listMetadataFaults } from "../../lib/plan/list-metadata-faults.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { startRun } from "../../lib/run/start.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import type { Wiring } from "../../lib/wire.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { callApi } from "../support/call-api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { itemsByKey, pumpToEnd } from "../support/launched-run.ts";
import { folderOf, jpegs, removeFolders } from "../support/picture-folder.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
  setWiring(wiring);
});
afterAll(async () => {
  setWiring(null);
  await wiring.close();
  await db.close();
  await removeFolders();
});

const template = {
  fields: { creator: "{{creator}}", rights: "© {{year|undated}} Example Archive", dateCreated: "{{taken|}}" },
  custom: [{ label: "test.example.shelf", data: { shelf: "{{shelf|none}}", copies: 2 } }],
};

async function fieldSet(tenant: TestTenant, text: string[]): Promise<Id<"fieldSet">> {
  return (await importFields(tenant.owner, { name: "credits.csv", text })).id;
}

/** A bucket of three pictures, looked at, and the settings of a plan over it. */
async function planned(tenant: TestTenant) {
  const root = await folderOf(await jpegs(3));
  const plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  const { settings } = await getPlan(tenant.owner, { planId: plan.planId });
  const estimate = (metadata: PlanSettingsInput["metadata"]) =>
    estimatePlan(tenant.owner, { ...plan, settings: { ...settings, metadata } });
  return { root, plan, settings, estimate };
}

test("a field set arrives whole or not at all: refused lines and repeated keys are named, and nothing is left", async () => {
  const tenant = await makeTenant(wiring);
  const refused = async (text: string[]) => asFault(await fieldSet(tenant, text).catch((thrown) => thrown));
  expect(await refused(["key,a\n", "x.jpg,1\ny.jpg,2\n", "x.jpg,3\n"])).toMatchObject({
    code: "invalid",
    message: "Line 4 repeats the key of line 2.",
  });
  expect((await refused(["key,a\nx.jpg\n,1\n"])).message).toMatch(/^Line 2 has 1 cells .* more such lines \(2 told\)/);
  expect((await refused(["key,a\n"])).message).toContain("no row");
  async function* cutOff() {
    yield "key,a\nx.jpg,1\n";
    throw new Error("the sender went away");
  }
  await expect(importFields(tenant.owner, { name: "x", text: cutOff() })).rejects.toThrow();
  expect((await listFieldSets(tenant.owner, {})).items).toEqual([]);
});

test("over the API a CSV is the body, read as it arrives, and its set is what previews and plans fill from", async () => {
  const tenant = await makeTenant(wiring);
  const { text: key } = await createKey(tenant.owner, { name: "Test", scopes: ["plan.read", "plan.operate"] });
  const send = (body: string, type = "text/csv") =>
    callApi("POST", "/field-sets", {}, { key, body, query: { name: "c.csv" }, headers: { "content-type": type } });
  expect((await send("key,creator\na.jpg,Ada\n", "text/plain")).status).toBe(400);
  const sent = await send("key,creator\na.jpg,Ada Example\n");
  expect(sent).toMatchObject({ status: 201, json: { name: "c.csv", rows: "1", columns: ["creator"], state: "ready" } });
  const preview = await callApi(
    "POST",
    "/metadata/preview",
    {},
    {
      key,
      body: { template: { fields: { creator: "{{creator}}" } }, fieldSetId: sent.json.id, key: "a.jpg" },
    },
  );
  expect(preview.json).toMatchObject({
    row: { creator: "Ada Example" },
    assertions: [{ label: "cawg.metadata", data: { "dc:creator": ["Ada Example"] } }],
    faults: [],
  });
  const other = await previewMetadata(tenant.owner, {
    template: { fields: { creator: "{{creator}}" } },
    fieldSetId: sent.json.id,
    key: "b.jpg",
  });
  expect(other).toMatchObject({ row: null, assertions: [], faults: [{ why: "no_row" }] });
  expect((await callApi("DELETE", "/field-sets/{fieldSetId}", { fieldSetId: sent.json.id }, { key })).status).toBe(200);
});

test("no plan is made while any object lacks a value, and every one that does is named", async () => {
  const tenant = await makeTenant(wiring);
  const { plan, settings, estimate } = await planned(tenant);
  const fieldSetId = await fieldSet(tenant, [
    "key,creator,year,taken,shelf\n",
    "00000.jpg,Ada,1931,1931-05-31,S1\n",
    "00001.jpg,,1932,31.5.1932,\n",
  ]);
  const refusal = asFault(await estimate({ template, fieldSetId }).catch((thrown) => thrown));
  expect(refusal.code).toBe("invalid");
  expect(refusal.message).toContain("for 1 object, ");
  const check = await checkMetadata(tenant.owner, {
    ...plan,
    settings: { ...settings, metadata: { template, fieldSetId } },
  });
  expect(check.plannable).toBe(false);
  expect(check.findings.map(({ why, at, objects, firstKeys }) => ({ why, at, objects, firstKeys }))).toEqual([
    { why: "no_value", at: "creator", objects: 1, firstKeys: ["00001.jpg"] },
    { why: "not_a_date", at: "dateCreated", objects: 1, firstKeys: ["00001.jpg"] },
    { why: "no_row", at: null, objects: 1, firstKeys: ["00002.jpg"] },
  ]);
  const listed = { ...plan, settings: { ...settings, metadata: { template, fieldSetId } }, limit: 1 };
  const first = await listMetadataFaults(tenant.owner, listed);
  const second = await listMetadataFaults(tenant.owner, { ...listed, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ key }) => key)).toEqual(["00001.jpg", "00002.jpg"]);
  expect(second.nextCursor).toBeNull();
  // A value that is wrong is no value that is missing: skipping does not excuse it.
  await expect(estimate({ template, fieldSetId, missing: "skip" })).rejects.toMatchObject({ code: "invalid" });
  const unknown = { fields: { credit: "{{agency}}" } };
  await expect(estimate({ template: unknown, fieldSetId })).rejects.toThrow(/column agency/);
  await expect(estimate({ template, fieldSetId, fieldsSha256: "ab".repeat(32) })).rejects.toMatchObject({
    code: "precondition",
  });
});

test("a run states each object's own values as gathered assertions, and leaves alone what the plan says to skip", async () => {
  const tenant = await makeTenant(wiring);
  const root = await folderOf(await jpegs(3));
  const fieldSetId = await fieldSet(tenant, [
    "key,creator,shelf,year,taken\n",
    "00000.jpg,Ada Example,S1,,\n",
    "00001.jpg,Bea Example,S2,,\n",
  ]);
  const plan = await approvedPlan(
    tenant,
    { location: { kind: "fs", root }, secret: null },
    { mode: "embed", metadata: { template, fieldSetId, missing: "skip" } },
  );
  const { settings, ledger } = await getPlan(tenant.owner, plan);
  expect(settings.metadata?.fieldsSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(ledger.expected).toContainEqual(
    expect.objectContaining({ why: "metadata_missing", objects: expect.objectContaining({ estimate: "1" }) }),
  );
  await expect(removeFieldSet(tenant.owner, { fieldSetId })).rejects.toMatchObject({ code: "conflict" });
  const { runId } = await startRun(tenant.owner, plan);
  await fillRun(tenant.system, { runId });
  await pumpToEnd(wiring, tenant, runId);
  const items = await itemsByKey(tenant, runId);
  expect(items["00002.jpg"]).toMatchObject({ outcome: "skipped", why: "metadata_missing" });
  for (const [key, creator, shelf] of [
    ["00000.jpg", "Ada Example", "S1"],
    ["00001.jpg", "Bea Example", "S2"],
  ] as const) {
    expect(items[key]).toMatchObject({ outcome: "signed" });
    const stated = await statedIn(join(root, "signed", key));
    expect(stated["cawg.metadata"]).toMatchObject({
      data: { "dc:creator": [creator], "dc:rights": "© undated Example Archive" },
    });
    expect(stated["test.example.shelf"]).toMatchObject({ data: { shelf, copies: 2 } });
    for (const assertion of [stated["cawg.metadata"], stated["test.example.shelf"]])
      expect(assertion?.created ?? false).toBe(false);
    expect(stated["c2pa.actions.v2"]).toMatchObject({ created: true });
    expect(JSON.stringify(stated["c2pa.actions.v2"])).not.toContain("digitalSourceType");
  }
});

interface Assertion {
  label: string;
  data: unknown;
  created?: boolean;
}
/** The active manifest's assertions by label, read by the SDK itself. */
async function statedIn(path: string): Promise<Record<string, Assertion>> {
  const reader = await Reader.fromAsset({ buffer: await readFile(path), mimeType: "image/jpeg" });
  const { manifests = {}, active_manifest: active = "" } = (reader?.json() ?? {}) as {
    manifests?: Record<string, { assertions: Assertion[] }>;
    active_manifest?: string;
  };
  return Object.fromEntries((manifests[active]?.assertions ?? []).map((assertion) => [assertion.label, assertion]));
}
