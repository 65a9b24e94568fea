import { availableParallelism } from "node:os";
import { z } from "zod";
import { actorText } from "../kernel/actor.ts";
import { sha256Hex } from "../kernel/bytes.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf, newId } from "../kernel/ids.ts";
import { holdFieldSet } from "../metadata/rows.ts";
import { verb } from "../ports/ctx.ts";
import type { BucketLocation } from "../ports/store.ts";
import { allObjects } from "../sample/object-rows.ts";
import { findSample } from "../sample/rows.ts";
import { stratum } from "../sample/schema.ts";
import { refuseUnfit } from "../signer-identity/refuse-unfit.ts";
import { findIdentity } from "../signer-identity/rows.ts";
import { signingAlgorithm } from "../signer-identity/schema.ts";
import { findTenant } from "../tenant/rows.ts";
import { checkTarget } from "./check-target.ts";
import { estimateLedger } from "./estimate-ledger.ts";
import { estimateQuantities } from "./estimate-quantities.ts";
import { outputPrefixes } from "./expected-work.ts";
import { freezeMetadata } from "./freeze-metadata.ts";
import { markUnstated } from "./mark-unstated.ts";
import { notesOf } from "./notes-of.ts";
import { planDocument } from "./plan-document.ts";
import { priceBook, writePrices } from "./price-book.ts";
import { projectPlan } from "./project-plan.ts";
import { countPopulation, findSource, insertPlan } from "./rows.ts";
import { type PlanSettings, planRow, planSettings } from "./schema.ts";
import { showPlan } from "./show-plan.ts";
import { stampAuthority } from "./stamp-authority.ts";
import { statedOfSome } from "./stated-of-some.ts";
import { sharedStems } from "./stem-rows.ts";
import { trialMimeOf } from "./trial-picture.ts";
import { tryPlan } from "./try-plan.ts";

/** Every call makes a plan of its own: a plan is never changed, and an approval is bound to one. */
export const estimatePlan = verb({
  name: "plan.estimate",
  summary: "Freeze a plan: what a run over an inventory would do, and its ledger with intervals, from a sample",
  scope: "plan.operate",
  input: z.object({ inventoryId: idOf("inventory"), sampleId: idOf("sample"), settings: planSettings }),
  output: planRow,
  async run(ctx, { inventoryId, sampleId, settings: given }) {
    const { tenantId } = ctx;
    // What was left out stays out, so that the frozen document has one form.
    const wanted = JSON.parse(JSON.stringify(given)) as PlanSettings;
    const { kind, bucketId, inventoried, sample, identity, tenant } = await ctx.read(async (tx) => {
      const source = await findSource(tx, tenantId, inventoryId);
      if (!source) throw new Fault("not_found", "There is no such inventory in this workspace.");
      if (source.state !== "ready") throw new Fault("precondition", `The inventory is ${source.state}, not ready.`);
      const sample = await findSample(tx, tenantId, sampleId);
      if (!sample) throw new Fault("not_found", "There is no such sample in this workspace.");
      if (sample.inventoryId !== inventoryId)
        throw new Fault("precondition", "The sample was drawn from another inventory.");
      if (sample.state !== "ready")
        throw new Fault("precondition", `The sample is ${sample.state}. A plan needs one that was read to its end.`);
      const identity = await findIdentity(tx, tenantId, wanted.identityId);
      if (!identity) throw new Fault("not_found", "There is no such signing identity in this workspace.");
      refuseUnfit(identity, ctx.now());
      const bucketId = source.bucketId as Id<"bucket">;
      const tenant = await findTenant(tx, tenantId);
      const inventoried = Number(source.objects);
      return { kind: source.bucket.kind as BucketLocation["kind"], bucketId, inventoried, sample, identity, tenant };
    });
    const writtenKind = await checkTarget(ctx, bucketId, wanted);
    const authority = await stampAuthority(ctx, wanted);
    // In whose name it is declared is the workspace's, whatever the caller sent.
    const declaredBy = { tenantId, name: tenant.name };
    const declared = wanted.declaredOrigin && { ...wanted.declaredOrigin, declaredBy };
    const settings = await freezeMetadata(ctx, inventoryId, { ...wanted, declaredOrigin: declared });
    const prefixes = outputPrefixes(settings);
    const { objects, population, shared, stated } = await ctx.read(async (tx) => {
      const objects = await markUnstated(tx, tenantId, await allObjects(tx, tenantId, sampleId), settings);
      const within = { tenantId, inventoryId, outputPrefixes: prefixes };
      return {
        objects,
        population: await countPopulation(tx, tenantId, inventoryId, prefixes),
        shared: settings.sidecar === "none" ? null : await sharedStems(tx, within, 3),
        stated: await statedOfSome(tx, tenantId, objects, settings, 3),
      };
    });
    const trial = await tryPlan(ctx, settings, stated, trialMimeOf(objects));

    const now = ctx.now();
    const strata = z.array(stratum).parse(sample.strata);
    const parallel = ctx.ports.media.parallel;
    const keyService = identity.kind === "kms" ? signingAlgorithm.parse(identity.algorithm) : null;
    const estimated = estimateLedger({
      tenantId,
      now,
      population,
      quantities: estimateQuantities({
        strata,
        objects,
        settings,
        population,
        parallel,
        cores: availableParallelism(),
        keyService: keyService !== null,
        authority,
        trial,
      }),
      prices: {
        ...priceBook(kind, settings, keyService, authority),
        ...writePrices(priceBook(writtenKind, settings, keyService)),
      },
      authority,
      trial,
      notes: notesOf(settings, { shared, leftOut: inventoried - population.objects }),
      sample: { objects: objects.length, strata: strata.length, seed: sample.seed },
    });
    const units = await ctx.read((tx) => projectPlan(tx, ctx, null, estimated));
    const ledger = { ...estimated, units };
    const content = { tenantId, id: newId("plan", now), inventoryId, sampleId, settings, ledger };
    const document = planDocument(content);
    const hash = sha256Hex(document);
    const act = { action: "plan.estimate", subject: content.id, detail: { inventoryId, sampleId, hash } };
    const row = await ctx.write(act, async (tx) => {
      const { metadata } = settings;
      // Whoever removes the field set at this moment waits, and then finds this plan; or was first, and is found here.
      if (metadata?.fieldSetId && !(await holdFieldSet(tx, tenantId, metadata.fieldSetId)))
        throw new Fault("not_found", "There is no such field set in this workspace.");
      return insertPlan(tx, { ...content, document, hash, createdBy: actorText(ctx.actor), createdAt: now });
    });
    return showPlan(row);
  },
});
