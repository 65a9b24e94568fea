import { thingsText } from "../kernel/count-text.ts";
import { durationText } from "../kernel/duration-text.ts";
import type { RunView } from "./schema.ts";

/** What is still in flight of a run that begins nothing more, and when that settles; null where nothing is. */
export function settlingWords({ inFlight, settling }: Pick<RunView, "inFlight" | "settling">): string | null {
  if (settling === null) return null;
  const { expectedSeconds, withinSeconds } = settling;
  const objects = `${thingsText(inFlight, "object")} ${inFlight === 1 ? "is" : "are"}`;
  const settles = inFlight === 1 ? "It settles" : "They settle";
  const about = expectedSeconds === null ? "" : ` in about ${durationText(expectedSeconds * 1000)},`;
  return `${objects} still in flight. ${settles}${about} within ${durationText(withinSeconds * 1000)} at the latest.`;
}

/** How many of a run's objects nothing has become of: those of a run that goes on, or that was cancelled. */
export function unsettledOf({
  objects,
  signed,
  skipped,
  failed,
}: Pick<RunView, "objects" | "signed" | "skipped" | "failed">): bigint {
  return BigInt(objects) - BigInt(signed) - BigInt(skipped) - BigInt(failed);
}

/** How often the store asked a run to slow down, for its report; null where it never did. */
export function slowDownWords({ slowDowns }: Pick<RunView, "slowDowns">): string | null {
  if (slowDowns === "0") return null;
  const times = slowDowns === "1" ? "once" : `${Number(slowDowns).toLocaleString("en-US")} times`;
  return `the store asked to slow down ${times}`;
}

/** What the store asks of a run now, and what is done about it; null where nothing holds it back. */
export function slowWords({ slowed }: Pick<RunView, "slowed">): string | null {
  if (slowed === null) return null;
  return `The store asked to slow down; working on ${slowed.atOnce.toLocaleString("en-US")} at once.`;
}
