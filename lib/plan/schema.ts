import { z } from "zod";
import { unitProjection } from "../billing/schema.ts";
import { idOf } from "../kernel/ids.ts";
import { countInterval, usdText as usd, usdInterval } from "../kernel/intervals.ts";
import { failReasons, skipReasons } from "../kernel/outcome.ts";
import { stampProfiles } from "../kernel/stamp-profiles.ts";
import { parentPolicies, writingModes } from "../kernel/writing-modes.ts";
import { defaultLimits } from "../media/judge-asset.ts";
import { metadataSettings } from "../metadata/schema.ts";
import { declaredOrigin } from "./declared-origin.ts";

export { type CountInterval, countInterval, type UsdInterval, usdInterval } from "../kernel/intervals.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const price = usd.optional();

/** A place inside the bucket: relative, ends with `/`, no empty, `.` or `..` part. */
export const outputPrefix = z
  .string()
  .min(2)
  .max(500)
  .refine(
    (text) => text.isWellFormed() && !/[\p{Cc}\\]/u.test(text),
    "must be text without control characters or backslashes",
  )
  .refine((text) => !text.startsWith("/"), "must be relative: no slash at the start")
  .refine((text) => text.endsWith("/"), "must end with a slash")
  .refine(
    (text) =>
      text
        .slice(0, -1)
        .split("/")
        .every((part) => part !== "" && part !== "." && part !== ".."),
    "must not have an empty part, `.` or `..`",
  );

/** What a run is to do, and within which limits. Frozen with the plan. */
export const planSettings = z
  .object({
    mode: z
      .enum(writingModes)
      .default("remote")
      .describe(
        "remote changes no byte of an asset; embed writes signed copies; embed-in-place replaces the objects themselves",
      ),
    preserveEmbed: z
      .enum(parentPolicies)
      .default(defaultLimits.preserveEmbed)
      .describe("Assets that carry a manifest: keep it as the parent, add an Update Manifest, or leave them alone"),
    manifestPrefix: outputPrefix.default("c2pa/manifests/").describe("Where manifest stores go"),
    targetPrefix: outputPrefix.default("signed/").describe("Where signed copies go, in mode embed only"),
    targetBucketId: idOf("bucket")
      .nullable()
      .default(null)
      .describe("Another connected bucket for the signed copies, in mode embed only"),
    sidecar: z
      .enum(["none", "same-path"])
      .default("none")
      .describe(
        "In mode remote, besides the manifest store under its own name: one beside each object, a.c2pa for a.jpg",
      ),
    identityId: idOf("identity"),
    metadata: metadataSettings
      .nullable()
      .default(null)
      .describe("What the tenant states of its assets; null for nothing"),
    declaredOrigin: declaredOrigin
      .nullable()
      .default(null)
      .describe(
        "What the tenant declares of the assets' origin, on their own word; null for nothing, which is the rule",
      ),
    timeStamp: z
      .enum(["none", ...stampProfiles])
      .default("none")
      .describe("The time-stamp profile; what gets no token in time is signed all the same, and owes one"),
    sizeBytesMax: z.number().int().min(1).max(5_000_000_000).default(defaultLimits.sizeBytesMax),
    pixelsMax: z.number().int().min(1).max(1_000_000_000).default(defaultLimits.pixelsMax),
    retries: z.number().int().min(0).max(100).default(6).describe("Further attempts at an object"),
    timeoutMs: z.number().int().min(1).max(3_600_000).default(12_000).describe("For one request to the store"),
    deadlineMs: z
      .number()
      .int()
      .min(1_000)
      .max(86_400_000)
      .default(180_000)
      .describe("For one object as a whole, beside what moving its bytes takes; two such attempts in a row are final"),
    concurrency: z.number().int().min(1).max(10_000).default(256).describe("Objects worked on at once"),
    maxInflight: z.number().int().min(1).max(100_000).default(4096).describe("Objects claimed at once"),
    egressUsdPerGb: price,
    tsaUsdPerStamp: price,
    cpuUsdPerHour: price,
    storageUsdPerGbMonth: price,
  })
  .refine((settings) => settings.mode !== "embed" || settings.manifestPrefix !== settings.targetPrefix, {
    path: ["targetPrefix"],
    message: "must not be the manifests' prefix",
  })
  .refine(({ mode, targetBucketId }) => mode === "embed" || targetBucketId === null, {
    path: ["targetBucketId"],
    message: "is for mode embed only",
  })
  .refine(({ mode, sidecar }) => mode === "remote" || sidecar === "none", {
    path: ["sidecar"],
    message: "is for mode remote only: in the others the manifest is in the file",
  });
export type PlanSettings = z.output<typeof planSettings>;
export type PlanSettingsInput = z.input<typeof planSettings>;

export const ledgerLineIds = [
  "requests_list",
  "requests_get",
  "requests_put",
  "requests_head",
  "egress",
  "cpu",
  "tsa",
  "kms",
  "storage",
  "service_units",
] as const;
export type LedgerLineId = (typeof ledgerLineIds)[number];

/** What one unit of a line costs. `verified` is false: nobody compared the figure with an invoice. */
export const linePrice = z.object({
  usd: usd.describe("For `per` units"),
  per: z.number().int().min(1).describe("How many units the price is for"),
  source: z.string(),
  asOf: z.string(),
  verified: z.literal(false),
});
export type LinePrice = z.output<typeof linePrice>;

export const ledgerLine = z.object({
  id: z.enum(ledgerLineIds),
  label: z.string(),
  unit: z.string().describe("What `quantity` counts: request, byte, ms, stamp, signature, byte_month, vex"),
  quantity: countInterval,
  price: linePrice,
  costUsd: usdInterval,
  note: z.string().nullable().describe("What a reader should know of how it was reckoned"),
});
export type LedgerLine = z.output<typeof ledgerLine>;

/** How many objects a run is expected to sign, skip or fail, with Wilson intervals. */
export const expectedOutcome = z.object({
  outcome: z.enum(["signed", "skipped", "failed"]),
  why: z
    .enum([...skipReasons, ...failReasons])
    .nullable()
    .describe("Null for signed"),
  objects: countInterval,
});
export type ExpectedOutcome = z.output<typeof expectedOutcome>;

/**
 * What a run would cost. The snake_case names of the first part are public and fixed. All numbers are integers or decimal strings, so
 * that the ledger has one canonical form.
 */
export const ledger = z.object({
  tenant_id: idOf("tenant"),
  ts: z.iso.datetime(),
  objects_total: z.number().int(),
  objects_unique: z.number().int(),
  bytes_total: z.number().int(),
  est_runtime_sec: z.number().int(),
  est_cost: z.object({ tsa_usd: usd, egress_usd: usd, cpu_usd: usd, storage_usd: usd, total_usd: usd }),
  lines: z.array(ledgerLine),
  total: usdInterval.describe("With its 95 % interval; prices are taken as given"),
  runtimeSec: countInterval,
  expected: z.array(expectedOutcome),
  sample: z.object({ objects: z.number().int(), strata: z.number().int(), seed: z.string() }),
  trial: z
    .object({
      manifestBytes: countInterval.describe("What signing one asset stores besides the asset"),
      microsPerAsset: z.number().int().describe("A media process's microseconds for an asset of no length"),
      microsPerMegabyte: z.number().int().describe("And for each of its megabytes"),
    })
    .nullable()
    .default(null)
    .describe("What signing took when it was tried out; null where it could not be"),
  assumptions: z.array(z.string()).describe("What the figures rest on, in sentences"),
  units: unitProjection
    .nullable()
    .default(null)
    .describe("What the run would add to the month's invoice; null in plans of before reservations were kept"),
});
export type Ledger = z.output<typeof ledger>;

/** One content of a plan, as `--plan-out` writes it. These names are fixed. */
export const planItem = z.object({
  content_sha256: sha256,
  objects: z.array(z.string()).describe("The keys of all objects with this content"),
  mode: z.enum(writingModes),
  preserve_embed: z.enum(parentPolicies),
  estimated_size: z.number().int().describe("Bytes that signing would add to the bucket"),
});
export type PlanItem = z.output<typeof planItem>;

export const approvalView = z.object({
  id: idOf("approval"),
  planHash: sha256,
  approvedBy: z.string(),
  typedWords: z.string().nullable().describe("What the approver typed, where the plan replaces objects"),
  approvedAt: z.iso.datetime(),
});

/** A plan as lists show it. */
export const planRow = z.object({
  id: idOf("plan"),
  inventoryId: idOf("inventory"),
  sampleId: idOf("sample"),
  hash: sha256,
  settings: planSettings,
  objects: z.number().int(),
  bytes: z.number().int(),
  totalUsd: usd,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  approvals: z.array(approvalView),
});
export type PlanRow = z.output<typeof planRow>;

export const planView = planRow.extend({
  ledger,
  outdated: z
    .string()
    .nullable()
    .describe("Why nobody can approve it any more, though nobody did: the month or its reservation is another by now"),
  words: z.string().nullable().describe("What whoever approves has to type; null where the plan replaces no object"),
  items: z.array(planItem).describe("The contents that the sample read and a run would sign"),
});
export type PlanView = z.output<typeof planView>;
