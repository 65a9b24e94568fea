import { type Action, readActions } from "@/lib/kernel/actor.ts";

/** The permissions of a key in few words: "Read only", or how many of which rooms. */
export function scopesInWords(scopes: readonly Action[]): string {
  if (scopes.every((scope) => readActions.includes(scope))) return "Read only";
  const rooms = new Set(scopes.filter((scope) => !readActions.includes(scope)).map((scope) => scope.split(".")[0]));
  return `Reads, and changes: ${[...rooms].join(", ")}`;
}

/** What each permission lets a key do. */
export const scopeWords: Record<Action, string> = {
  "tenant.read": "See the workspace",
  "tenant.manage": "Rename the workspace",
  "member.read": "See members and invitations",
  "member.manage": "Invite, change and remove members",
  "key.read": "See API keys",
  "key.manage": "Make and revoke API keys",
  "audit.read": "See the audit log",
  "bucket.read": "See buckets",
  "bucket.manage": "Connect, rename and remove buckets",
  "inventory.read": "See inventories and samples",
  "inventory.operate": "Take inventories and draw samples",
  "plan.read": "See plans and ledgers",
  "plan.operate": "Draw up plans",
  "plan.approve": "Approve a plan and its cost",
  "run.read": "See runs and reports",
  "run.operate": "Launch, pause, resume and cancel runs",
  "proof.sign": "Sign images that are uploaded one by one",
  "receipt.read": "See and export receipts",
  "identity.read": "See signing identities",
  "identity.manage": "Make signing identities",
  "usage.read": "See usage",
  "billing.read": "See the reservation and what a month comes to",
  "billing.manage": "Choose the reservation",
};
