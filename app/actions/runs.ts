"use server";

import { action } from "@/lib/edge/action.ts";
import { cancelRun } from "@/lib/run/cancel.ts";
import { pauseRun } from "@/lib/run/pause.ts";
import { resumeRun } from "@/lib/run/resume.ts";
import { startRun } from "@/lib/run/start.ts";

const starting = action(startRun);
const pausing = action(pauseRun);
const resuming = action(resumeRun);
const cancelling = action(cancelRun);

export async function startRunAction(...call: Parameters<typeof starting>) {
  return starting(...call);
}
export async function pauseRunAction(...call: Parameters<typeof pausing>) {
  return pausing(...call);
}
export async function resumeRunAction(...call: Parameters<typeof resuming>) {
  return resuming(...call);
}
export async function cancelRunAction(...call: Parameters<typeof cancelling>) {
  return cancelling(...call);
}
