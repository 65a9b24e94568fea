"use server";

import { action } from "@/lib/edge/action.ts";
import { changeRole } from "@/lib/tenant/change-role.ts";
import { inviteMember } from "@/lib/tenant/invite-member.ts";
import { removeMember } from "@/lib/tenant/remove-member.ts";
import { revokeInvitation } from "@/lib/tenant/revoke-invitation.ts";

const changing = action(changeRole);
const inviting = action(inviteMember);
const removing = action(removeMember);
const revoking = action(revokeInvitation);

export async function changeRoleAction(...call: Parameters<typeof changing>) {
  return changing(...call);
}
export async function inviteMemberAction(...call: Parameters<typeof inviting>) {
  return inviting(...call);
}
export async function removeMemberAction(...call: Parameters<typeof removing>) {
  return removing(...call);
}
export async function revokeInvitationAction(...call: Parameters<typeof revoking>) {
  return revoking(...call);
}
