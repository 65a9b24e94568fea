import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { failReasons, skipReasons } from "../kernel/outcome.ts";
import { writingModes } from "../kernel/writing-modes.ts";
import { runPriorities } from "./priority.ts";

/**
 * filling: its rows are being written. running ⇄ paused. cancelling: no row is claimed any more, those in flight settle.
 * cancelled and finished are final.
 */
export const runStates = ["filling", "running", "paused", "cancelling", "cancelled", "finished"] as const;
export type RunState = (typeof runStates)[number];

/** What was counted on the wire, every attempt included. The ledger's actuals are these. */
export const wireCounts = z.object({
  list: z.number().int().default(0),
  head: z.number().int().default(0),
  get: z.number().int().default(0),
  put: z.number().int().default(0),
  delete: z.number().int().default(0),
  bytesIn: z.number().int().default(0),
  bytesOut: z.number().int().default(0),
  /** Milliseconds of media processes. */
  mediaMs: z.number().int().default(0),
  /** Bytes that signing added to the bucket: manifest stores, or signed copies. */
  bytesStored: z.number().int().default(0),
  /** Signatures asked of a key service, every attempt. */
  kmsSignatures: z.number().int().default(0),
  /** Requests to a time-stamp authority, and the tokens that came of them. */
  stampRequests: z.number().int().default(0),
  stamps: z.number().int().default(0),
});
export type WireCounts = z.output<typeof wireCounts>;
export const noWire: WireCounts = {
  list: 0,
  head: 0,
  get: 0,
  put: 0,
  delete: 0,
  bytesIn: 0,
  bytesOut: 0,
  mediaMs: 0,
  bytesStored: 0,
  kmsSignatures: 0,
  stampRequests: 0,
  stamps: 0,
};

/** What a run is given to work with, besides what its plan says. */
export const runLimits = z.object({
  priority: z.enum(runPriorities).default("normal").describe("Which of the workspace's runs is served first"),
  concurrency: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .nullable()
    .default(null)
    .describe("Objects worked on at once, over all processes; null for the plan's number, and never more than that"),
  maxInflight: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .default(null)
    .describe("Objects claimed at once; null for the plan's number, and never more than that"),
});

export const outcomeKinds = ["signed", "skipped", "failed"] as const;
export const outcomeReason = z.enum([...skipReasons, ...failReasons]);

const count = z.string().regex(/^\d+$/).describe("A count, as a decimal string");

export const settling = z.object({
  expectedSeconds: z.number().int().nullable().describe("By the run's pace so far; null where it has none"),
  withinSeconds: z.number().int().describe("At the latest from now on: signed, or given back unsigned"),
});
export type Settling = z.output<typeof settling>;

/** A run as screens, the stream and the API show it. */
export const runView = z.object({
  id: idOf("run"),
  planId: idOf("plan"),
  approvalId: idOf("approval"),
  bucketId: idOf("bucket"),
  bucketName: z.string(),
  inventoryId: idOf("inventory"),
  mode: z.enum(writingModes),
  state: z.enum(runStates),
  problem: z.string().nullable().describe("What keeps it from going on, where it was paused because it could not"),
  objects: count,
  bytes: count,
  signed: count,
  skipped: count,
  failed: count,
  bytesDone: count,
  inFlight: z.number().int().describe("Objects claimed at this moment"),
  settling: settling.nullable().describe("When what is in flight settles, of a run that begins nothing more"),
  priority: z.enum(runPriorities),
  concurrency: z.number().int().describe("Objects that may be worked on at once, over all processes"),
  maxInflight: z.number().int().describe("Objects that may be claimed at once"),
  atOnce: z.number().int().describe("Objects that its processes may work on at once at this moment"),
  slowed: z
    .object({ atOnce: z.number().int(), at: z.iso.datetime().describe("When the store last had it work on fewer") })
    .nullable()
    .describe("Null where no store holds it back"),
  slowDowns: count.describe("How often the store asked to slow down"),
  retried: z
    .object({ why: z.enum(failReasons), objects: count })
    .nullable()
    .describe("The class of failures that was last tried again after the run's end"),
  /** Milliseconds of running so far, pauses left out. */
  activeMs: z.number().int(),
  assetsPerSecond: z.number(),
  bytesPerSecond: z.number(),
  /** Null before anything was settled and after the end. */
  secondsLeft: z.number().int().nullable(),
  wire: wireCounts,
  stamps: z
    .object({
      asked: z.boolean().describe("Whether the plan asks for time-stamps"),
      owed: z.number().int(),
      paid: z.number().int().describe("Owed at first, and stamped by now"),
      lost: z.number().int().describe("Owed, and never to be had any more"),
    })
    .describe("What was signed and is not owed or lost is stamped"),
  cost: z.object({
    soFarUsd: z.string(),
    estimateUsd: z.string(),
    estimateLowUsd: z.string(),
    estimateHighUsd: z.string(),
  }),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type RunView = z.output<typeof runView>;

export const itemView = z.object({
  item: z.number().int(),
  key: z.string(),
  sizeBytes: count,
  mime: z.string(),
  state: z.enum(["pending", "leased", "settled"]),
  attempts: z.number().int(),
  outcome: z.enum(outcomeKinds).nullable(),
  why: outcomeReason.nullable(),
  sentence: z.string().nullable().describe("What the code means, for a person; null where the object is not settled"),
  detail: z.string().nullable().describe("What was seen with this very object"),
  receiptId: idOf("receipt").nullable(),
  settledAt: z.iso.datetime().nullable(),
});
export type ItemView = z.output<typeof itemView>;

/** How many objects one durable slice function looks after. */
export const sliceObjects = 1000;
