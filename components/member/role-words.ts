import type { Role } from "@/lib/kernel/actor.ts";

/** What the roles are called, and what each may do, as one sentence that follows a colon. */
export const roleWords: Record<Role, { name: string; may: string }> = {
  owner: { name: "Owner", may: "everything, other owners and the workspace itself included." },
  admin: { name: "Admin", may: "everything but owners, the workspace's own settings and its reservation." },
  operator: { name: "Operator", may: "takes inventories, draws samples, plans and conducts runs; approves no cost." },
  billing: { name: "Billing", may: "sees runs, plans, receipts, usage and the audit log; chooses the reservation." },
  viewer: { name: "Viewer", may: "sees the work, changes nothing." },
};
