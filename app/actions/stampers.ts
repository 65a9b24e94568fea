"use server";

import { action } from "@/lib/edge/action.ts";
import { payDebtsNow } from "@/lib/stamp-debt/pay-now.ts";
import { clearProfile } from "@/lib/stamper/clear.ts";
import { configureProfile } from "@/lib/stamper/configure.ts";
import { testProfile } from "@/lib/stamper/test.ts";

const configuring = action(configureProfile);
const clearing = action(clearProfile);
const testing = action(testProfile);
const paying = action(payDebtsNow);

export async function configureProfileAction(...call: Parameters<typeof configuring>) {
  return configuring(...call);
}
export async function clearProfileAction(...call: Parameters<typeof clearing>) {
  return clearing(...call);
}
export async function testProfileAction(...call: Parameters<typeof testing>) {
  return testing(...call);
}
export async function payDebtsNowAction(...call: Parameters<typeof paying>) {
  return paying(...call);
}
