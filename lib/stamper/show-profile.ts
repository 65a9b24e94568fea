import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import type { findProfile } from "./rows.ts";
import { type StampProfileView, stampSettings } from "./schema.ts";

type Row = NonNullable<Awaited<ReturnType<typeof findProfile>>>;

export function showProfile(profile: StampProfileName, row: Row | null | undefined): StampProfileView {
  if (!row) return { profile, settings: null, hasCredentials: false, updatedAt: null };
  return {
    profile,
    settings: stampSettings.parse(row),
    hasCredentials: row.secret !== null,
    updatedAt: row.updatedAt.toISOString(),
  };
}
