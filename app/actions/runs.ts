"use server";

import { action } from "@/lib/edge/action.ts";
import { cancelRun } from "@/lib/run/cancel.ts";
import { cloneRun } from "@/lib/run/clone.ts";
import { pauseRun } from "@/lib/run/pause.ts";
import { resumeRun } from "@/lib/run/resume.ts";
import { retryRun } from "@/lib/run/retry.ts";
import { startRun } from "@/lib/run/start.ts";
import { tuneRun } from "@/lib/run/tune.ts";

const starting = action(startRun);
const pausing = action(pauseRun);
const resuming = action(resumeRun);
const cancelling = action(cancelRun);
const retrying = action(retryRun);
const cloning = action(cloneRun);
const tuning = action(tuneRun);

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
export async function retryRunAction(...call: Parameters<typeof retrying>) {
  return retrying(...call);
}
export async function cloneRunAction(...call: Parameters<typeof cloning>) {
  return cloning(...call);
}
export async function tuneRunAction(...call: Parameters<typeof tuning>) {
  return tuning(...call);
}
