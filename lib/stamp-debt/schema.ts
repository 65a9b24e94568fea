import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { stampLosses } from "../kernel/stamp-losses.ts";
import { stampProblems } from "../kernel/stamp-problems.ts";
import { stampProfiles } from "../kernel/stamp-profiles.ts";
import { debtStates } from "./debt-states.ts";

export const debtView = z.object({
  receiptId: idOf("receipt").describe("The receipt that says that the stamp is owed"),
  runId: idOf("run"),
  item: z.number().int(),
  key: z.string(),
  profile: z.enum(stampProfiles),
  state: z.enum(debtStates),
  urgent: z.boolean().describe("The signing certificate ends within a week, or has ended"),
  why: z.enum(stampProblems).describe("Why the stamp did not come at first"),
  tries: z.number().int(),
  problem: z
    .enum([...stampProblems, ...stampLosses, "store_unavailable", "internal"])
    .nullable()
    .describe("What kept the last try from paying it, or why it is lost"),
  sentence: z.string().describe("How it stands, for a person"),
  detail: z.string().nullable(),
  since: z.iso.datetime(),
  notAfter: z.iso.datetime().describe("When the signing certificate ends"),
  nextTryAt: z.iso.datetime().nullable(),
  paidBy: idOf("receipt").nullable().describe("The receipt that supersedes the debt's"),
});
export type DebtView = z.output<typeof debtView>;

const count = z.string().regex(/^\d+$/).describe("A count, as a decimal string");

export const debtSummary = z.object({
  open: count,
  urgent: count.describe("Open, and the signing certificate ends within a week"),
  lost: count,
  paid: count,
  oldestAt: z.iso.datetime().nullable().describe("When the oldest open one was made"),
  nextTryAt: z.iso.datetime().nullable(),
  byProfile: z.array(z.object({ profile: z.enum(stampProfiles), open: count })),
});
export type DebtSummary = z.output<typeof debtSummary>;

/** An open debt is urgent when its certificate ends within so long. */
export const urgentMs = 7 * 86_400_000;
