import { z } from "zod";
import { stampProfiles } from "../kernel/stamp-profiles.ts";

export const profileName = z.enum(stampProfiles).describe("Which of the workspace's three authorities");

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must be one line without control characters");

/** What is sealed, and never told again. */
export const stampCredentials = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({
    kind: z.literal("basic"),
    user: line(200).regex(/^[^:]*$/, "must be without a colon"),
    password: line(500),
  }),
  z.object({ kind: z.literal("bearer"), token: line(4000).regex(/^[\x21-\x7e]+$/, "must be visible ASCII") }),
]);
export type StampCredentials = z.output<typeof stampCredentials>;

/** One profile's authority, without its credentials. */
export const stampSettings = z.object({
  url: z
    .url({ protocol: /^https?$/, error: "must be an address such as https://timestamp.example.com" })
    .max(500)
    .describe("Where RFC 3161 requests are sent")
    .meta({ examples: ["http://127.0.0.1:9/tsa"] }),
  requests: z.number().int().min(1).max(10_000).describe("At most so many requests in any window, over all workers"),
  windowMs: z.number().int().min(1).max(3_600_000).describe("The window, in milliseconds"),
  usdPerStamp: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,9})?$/, "an amount of dollars with at most nine decimals")
    .describe("What one granted stamp costs")
    .meta({ examples: ["0.02"] }),
  priceSource: line(200).default("Given with the profile").describe("Where the price is from"),
  priceAsOf: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, "a month such as 2026-11")
    .describe("The month that the price is of")
    .meta({ examples: ["2026-11"] }),
  timeoutMs: z.number().int().min(100).max(30_000).describe("For one request, and for waiting for its turn"),
  attempts: z.number().int().min(1).max(5).describe("Requests for one stamp at most"),
  anchorsPem: z
    .string()
    .trim()
    .min(1)
    .max(50_000)
    .describe("What the authority's tokens must lead to, in PEM: a token counts only where it does"),
});
export type StampSettings = z.output<typeof stampSettings>;

/** A profile as screens, the CLI and the API show it: nothing of its credentials but their kind. */
export const stampProfileView = z.object({
  profile: profileName,
  settings: stampSettings.nullable().describe("Null where the workspace named no authority for it"),
  hasCredentials: z.boolean(),
  updatedAt: z.iso.datetime().nullable(),
});
export type StampProfileView = z.output<typeof stampProfileView>;

/** What one real stamp said. */
export const stampView = z.object({
  time: z.iso.datetime().describe("The authority's time: what was stamped existed by then"),
  tsa: z.string().describe("The subject of the certificate that signed the token"),
  tsaNotAfter: z.iso.datetime(),
  policy: z.string().describe("The authority's policy, an object identifier"),
  serial: z.string(),
  accuracyMs: z.number().nullable(),
  tokenBytes: z.number().int(),
  tookMs: z.number().int(),
  requests: z.number().int().describe("How many were sent until it came"),
});
export type StampView = z.output<typeof stampView>;
