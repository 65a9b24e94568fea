import { z } from "zod";
import { actions, roles } from "../kernel/actor.ts";
import { idOf } from "../kernel/ids.ts";

/** A name that somebody typed: one line of well-formed text. It is shown as text wherever it is shown. */
export function nameOf(what: string, example: string) {
  return z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must be one line without control characters")
    .meta({ description: what, examples: [example] });
}

export const emailText = z
  .email()
  .max(254)
  .toLowerCase()
  .meta({ examples: ["someone@example.test"] });

/** Long rather than intricate, as NIST SP 800-63B has it; the upper bound keeps the hashing cheap to ask for. */
export const passwordText = z
  .string()
  .min(10, "must have at least 10 characters")
  .max(200)
  .meta({ examples: ["a long enough passphrase"] });

export const roleName = z.enum(roles).describe("What a member may do");
export const actionName = z.enum(actions);

export const tenantView = z.object({
  id: idOf("tenant"),
  name: z.string(),
  slug: z.string().describe("The first part of the console's addresses"),
  createdAt: z.date(),
});
export type TenantView = z.output<typeof tenantView>;

export const membershipView = z.object({
  tenantId: idOf("tenant"),
  name: z.string(),
  slug: z.string(),
  role: roleName,
});
export type MembershipView = z.output<typeof membershipView>;

export const memberView = z.object({
  userId: idOf("user"),
  name: z.string().nullable(),
  email: z.string(),
  role: roleName,
  joinedAt: z.date(),
});
export type MemberView = z.output<typeof memberView>;

export const invitationView = z.object({
  id: idOf("invitation"),
  email: z.string(),
  role: roleName,
  invitedBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  state: z.enum(["open", "accepted", "revoked", "expired"]),
});
export type InvitationView = z.output<typeof invitationView>;

export const keyView = z.object({
  id: idOf("apiKey"),
  name: z.string(),
  beginning: z.string().describe("The key's first characters, to know it by"),
  scopes: z.array(actionName),
  createdBy: z.string(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});
export type KeyView = z.output<typeof keyView>;

export const sessionView = z.object({
  id: z.string(),
  createdAt: z.date(),
  expires: z.date(),
  userAgent: z.string().nullable(),
  current: z.boolean().describe("Whether this is the session that asks"),
});
export type SessionView = z.output<typeof sessionView>;

export const auditView = z.object({
  id: idOf("audit"),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  requestId: z.string(),
});
export type AuditView = z.output<typeof auditView>;
