import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { failReasons, skipReasons } from "../kernel/outcome.ts";
import { readCounts } from "../usage/schema.ts";

/** requested → drawing → ready, failed or cancelled, which are final. */
export const sampleStates = ["requested", "drawing", "ready", "failed", "cancelled"] as const;
export type SampleState = (typeof sampleStates)[number];

export const stratifiers = ["mime", "size", "prefix", "date"] as const;
export type Stratifier = (typeof stratifiers)[number];

const count = z.string().regex(/^\d+$/).describe("A count, as a decimal string");

/** One stratum. Null where strata were merged over that trait, or the sample does not stratify by it. */
export const stratum = z.object({
  id: z.string(),
  label: z.string(),
  mime: z.string().nullable(),
  size: z.object({ decile: z.number().int(), fromBytes: count, toBytes: count }).nullable(),
  prefix: z.string().nullable().describe("Up to and with the first slash"),
  month: z.string().nullable().describe("YYYY-MM, in UTC; `*` for what is ten years older than the newest"),
  population: z.number().int(),
  bytes: count.describe("Known bytes of the whole population"),
  planned: z.number().int(),
  drawn: z.number().int(),
});
export type Stratum = z.output<typeof stratum>;

export const problemCode = z.enum([...skipReasons, ...failReasons]);

/** A share of the population as the sample shows it, weighted by stratum, with Wilson's 95 % interval. From 0 to 1. */
export const shareView = z.object({ drawn: z.number().int(), share: z.number(), low: z.number(), high: z.number() });
export type ShareView = z.output<typeof shareView>;

export const sampleView = z.object({
  id: idOf("sample"),
  inventoryId: idOf("inventory"),
  seed: z.string(),
  wanted: z.number().int(),
  stratify: z.array(z.enum(stratifiers)),
  state: z.enum(sampleStates),
  failure: z.string().nullable(),
  drawn: z.number().int(),
  read: z.number().int().describe("How many of the drawn objects were looked at so far"),
  reads: readCounts.describe("What reading them took so far, every attempt counted on the wire"),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type SampleView = z.output<typeof sampleView>;

export const sampleDetail = sampleView.extend({
  strata: z.array(stratum),
  findings: z.object({
    alreadySigned: shareView,
    typeMismatch: shareView,
    skipped: shareView.describe("What a run with default limits would skip"),
    failed: shareView.describe("What a run would fail"),
    problems: z.array(shareView.extend({ code: problemCode, sentence: z.string() })),
  }),
});
export type SampleDetail = z.output<typeof sampleDetail>;

export const sampleObjectView = z.object({
  key: z.string(),
  etag: z.string(),
  sizeBytes: count,
  mime: z.string(),
  stratum: z.string().describe("The id of its stratum"),
  contentSha256: z.string().nullable(),
  foundMime: z.string().nullable(),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
  structure: z.enum(["whole", "truncated", "undecodable", "unchecked"]).nullable(),
  manifest: z.enum(["none", "several", "found"]).nullable(),
  manifestState: z.string().nullable(),
  manifestCodes: z.array(z.string()),
  problem: problemCode.nullable().describe("What a run would do with it other than sign it"),
  sentence: z.string().nullable(),
  readMs: z.number().int().nullable(),
  inspectMs: z.number().int().nullable(),
  hasThumbnail: z.boolean(),
});
export type SampleObjectView = z.output<typeof sampleObjectView>;
