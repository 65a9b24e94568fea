"use server";

import { redirect } from "next/navigation";
import { action } from "@/lib/edge/action.ts";
import { forgetSession, rememberSession } from "@/lib/edge/session.ts";
import { acceptInvitation } from "@/lib/tenant/accept-invitation.ts";
import { changePassword } from "@/lib/tenant/change-password.ts";
import { createTenant } from "@/lib/tenant/create.ts";
import { revokeSession } from "@/lib/tenant/revoke-session.ts";
import { signIn } from "@/lib/tenant/sign-in.ts";
import { signOut } from "@/lib/tenant/sign-out.ts";
import { signUp } from "@/lib/tenant/sign-up.ts";

const opening = action(signIn, { after: rememberSession });
const making = action(signUp);
const closing = action(signOut, { after: forgetSession });
const creating = action(createTenant);
const accepting = action(acceptInvitation);
const changing = action(changePassword);
const revoking = action(revokeSession);

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

export async function createWorkspaceAction(...call: Parameters<typeof creating>) {
  return creating(...call);
}
export async function acceptInvitationAction(...call: Parameters<typeof accepting>) {
  return accepting(...call);
}
export async function changePasswordAction(...call: Parameters<typeof changing>) {
  return changing(...call);
}
export async function revokeSessionAction(...call: Parameters<typeof revoking>) {
  return revoking(...call);
}
