import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getPlan } from "../../lib/plan/get.ts";
import { getRun } from "../../lib/run/get.ts";
import { pump } from "../../lib/run/pump.ts";
import { resumeRun } from "../../lib/run/resume.ts";
import { connectKeyService } from "../../lib/signer-identity/connect-key-service.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { retireIdentity } from "../../lib/signer-identity/retire.ts";
import { rotateIdentity } from "../../lib/signer-identity/rotate.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { bentBucket, s3Location, s3Secret } from "../support/bent-bucket.ts";
import { makeChain } from "../support/certificates.ts";
import { type KmsEndpoint, openKmsEndpoint } from "../support/kms-endpoint.ts";
import { launchedRun, manySeeds, pumpToEnd, putPictures } from "../support/launched-run.ts";

const here = bentBucket();
let kms: KmsEndpoint;
beforeAll(async () => {
  kms = await openKmsEndpoint();
});
afterAll(() => kms?.close());
beforeEach(() => {
  kms.fault = null;
});

async function kmsIdentity() {
  const chain = await makeChain("es256", { publicKey: kms.publicKeys.es256 });
  const { kind: _, ...where } = kms.secretFor("es256");
  const given = { name: "Vault", chainPem: chain.chainPem, anchorPem: chain.root.pem, ...where };
  return connectKeyService(here.tenant.owner, given);
}

test("a run signs through a key service, and every signature is in its plan's ledger and in its counts", async () => {
  await putPictures(here, manySeeds(4));
  const { id: identityId } = await kmsIdentity();
  const { runId, planId } = await launchedRun(here, { identityId });
  const { ledger } = await getPlan(here.tenant.owner, { planId });
  expect(ledger.lines.find(({ id }) => id === "kms")).toMatchObject({
    quantity: { estimate: "4" },
    price: { usd: "0.15", per: 10_000, source: expect.stringContaining("AWS KMS"), verified: false },
  });
  await pumpToEnd(here.wiring, here.tenant, runId);
  const run = await getRun(here.tenant.owner, { runId });
  expect(run).toMatchObject({ state: "finished", signed: "4", wire: { kmsSignatures: 4 } });
});

test("a key that is disabled under a run pauses it before an asset is lost, and it goes on when the key does", async () => {
  await putPictures(here, manySeeds(3));
  const { id: identityId } = await kmsIdentity();
  const { runId } = await launchedRun(here, { identityId });
  kms.fault = "disabled";
  await expect(pump(here.tenant.system, { runId, slice: 0 })).rejects.toMatchObject({ code: "precondition" });
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({
    state: "paused",
    problem: expect.stringContaining("disabled"),
    failed: "0",
  });
  kms.fault = null;
  await resumeRun(here.tenant.owner, { runId });
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ state: "finished", signed: "3" });
});

test("a run whose identity ends in the middle pauses with the sentence", async () => {
  await putPictures(here, manySeeds(2));
  const { runId } = await launchedRun(here);
  const { notAfter } = await ensureDevelopmentIdentity(here.tenant.owner, {});
  const later = { ...here.tenant.system, now: () => new Date(Date.parse(notAfter) + 1) };
  await expect(pump(later, { runId, slice: 0 })).rejects.toMatchObject({ code: "precondition" });
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({
    state: "paused",
    problem: expect.stringMatching(/^The certificate of Development identity ended at /),
  });
});

test("an old identity finishes what was approved under it; a new plan names its successor, and retiring waits for the run", async () => {
  await putPictures(here, manySeeds(2));
  const { owner } = here.tenant;
  const { runId } = await launchedRun(here);
  const old = await ensureDevelopmentIdentity(owner, {});
  const next = await ensureDevelopmentIdentity(owner, { algorithm: "es384" });
  await rotateIdentity(owner, { identityId: old.id, successorId: next.id });
  await expect(
    approvedPlan(here.tenant, { location: s3Location, secret: s3Secret }, { identityId: old.id }),
  ).rejects.toMatchObject({ code: "precondition", message: expect.stringContaining("successor") });
  await expect(retireIdentity(owner, { identityId: old.id })).rejects.toMatchObject({
    code: "precondition",
    details: { what: "in_use", runs: [runId] },
  });
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(await getRun(owner, { runId })).toMatchObject({ state: "finished", signed: "2" });
  await expect(retireIdentity(owner, { identityId: old.id })).resolves.toMatchObject({ id: old.id });
});

test("an identity that is retired under a run pauses it", async () => {
  await putPictures(here, manySeeds(2));
  const { runId } = await launchedRun(here);
  const { id: identityId } = await ensureDevelopmentIdentity(here.tenant.owner, {});
  await retireIdentity(here.tenant.owner, { identityId, evenInUse: true });
  await expect(pump(here.tenant.system, { runId, slice: 0 })).rejects.toMatchObject({ code: "precondition" });
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ problem: expect.stringContaining("was retired") });
});
