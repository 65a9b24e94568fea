"use server";

import { redirect } from "next/navigation";
import { action } from "@/lib/edge/action.ts";
import { forgetSession, rememberSession } from "@/lib/edge/session.ts";
import { signIn } from "@/lib/tenant/sign-in.ts";
import { signOut } from "@/lib/tenant/sign-out.ts";
import { signUp } from "@/lib/tenant/sign-up.ts";

const opening = action(signIn, { after: rememberSession });
const making = action(signUp);
const closing = action(signOut, { after: forgetSession });

export async function signInAction(input: { email: string; password: string }) {
  const result = await opening(input);
  // The session's token stays in the cookie: the page has no use for it.
  return result.ok ? { ok: true as const, value: null } : result;
}

export async function signUpAction(input: {
  email: string;
  password: string;
  name: string;
  workspace?: string;
  invitation?: string;
}) {
  const made = await making(input);
  if (!made.ok) return made;
  const entered = await opening({ email: input.email, password: input.password });
  return entered.ok ? { ok: true as const, value: { slug: made.value.slug } } : entered;
}

export async function signOutAction(): Promise<void> {
  await closing({});
  await forgetSession();
  redirect("/sign-in");
}
