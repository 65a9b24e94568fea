import type { StampProfileName } from "@/lib/kernel/stamp-profiles.ts";
import type { StampCredentials, StampProfileView, StampSettings } from "@/lib/stamper/schema.ts";
import type { ProfileInput } from "./profile-acts.ts";

/** What stands in the form's fields: texts, all of them. */
export type ProfileDraft = Record<
  | "url"
  | "credentials"
  | "user"
  | "password"
  | "token"
  | "requests"
  | "windowSec"
  | "usdPerStamp"
  | "priceSource"
  | "priceAsOf"
  | "timeoutMs"
  | "attempts"
  | "anchorsPem",
  string
>;

type Start = Pick<StampSettings, "requests" | "windowMs" | "timeoutMs" | "attempts">;

/** Where each form starts. A public authority may ask for fifteen seconds between requests. */
const starts: Record<StampProfileName, Start> = {
  std: { requests: 10, windowMs: 1_000, timeoutMs: 10_000, attempts: 3 },
  "low-latency": { requests: 50, windowMs: 1_000, timeoutMs: 2_000, attempts: 2 },
  cheap: { requests: 1, windowMs: 15_000, timeoutMs: 20_000, attempts: 3 },
};

export function profileDraft({ profile, settings, hasCredentials }: StampProfileView): ProfileDraft {
  const known = settings ?? {
    ...starts[profile],
    url: "",
    usdPerStamp: "0",
    priceSource: "Given with the profile",
    priceAsOf: "",
    anchorsPem: "",
  };
  return {
    url: known.url,
    credentials: hasCredentials ? "keep" : "none",
    user: "",
    password: "",
    token: "",
    requests: String(known.requests),
    windowSec: String(known.windowMs / 1_000),
    usdPerStamp: known.usdPerStamp,
    priceSource: known.priceSource,
    priceAsOf: known.priceAsOf,
    timeoutMs: String(known.timeoutMs),
    attempts: String(known.attempts),
    anchorsPem: known.anchorsPem,
  };
}

/** The verb's input. What is no number stays none (NaN), and is refused where it is typed. */
export function inputOfDraft(profile: StampProfileName, draft: ProfileDraft): ProfileInput {
  const credentials = credentialsOf(draft);
  return {
    profile,
    url: draft.url.trim(),
    requests: numberOf(draft.requests),
    windowMs: Math.round(numberOf(draft.windowSec) * 1_000),
    usdPerStamp: draft.usdPerStamp.trim(),
    priceSource: draft.priceSource.trim(),
    priceAsOf: draft.priceAsOf.trim(),
    timeoutMs: numberOf(draft.timeoutMs),
    attempts: numberOf(draft.attempts),
    anchorsPem: draft.anchorsPem,
    ...(credentials ? { credentials } : {}),
  };
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

function credentialsOf({ credentials, user, password, token }: ProfileDraft): StampCredentials | null {
  if (credentials === "basic") return { kind: "basic", user, password };
  if (credentials === "bearer") return { kind: "bearer", token };
  return credentials === "none" ? { kind: "none" } : null;
}
