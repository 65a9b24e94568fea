import type { Id } from "../kernel/ids.ts";
import type { CertificateFacts } from "../ports/certificates.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { type CertificateView, type IdentityDetail, type IdentityView, identityView } from "./schema.ts";

export interface IdentityRow {
  id: string;
  name: string;
  kind: string;
  algorithm: string;
  keyId: string;
  chainPem: string;
  anchorPem: string;
  notAfter: Date;
  createdAt: Date;
  retiredAt: Date | null;
  successorId: string | null;
  /** The pointers of tenants that point here: one where it is the default. */
  defaults: unknown[];
}

const dayMs = 86_400_000;

/** A row without its sealed secret. */
export function showIdentity(row: IdentityRow, now: Date): IdentityView {
  return {
    id: row.id as Id<"identity">,
    name: row.name,
    kind: identityView.shape.kind.parse(row.kind),
    algorithm: identityView.shape.algorithm.parse(row.algorithm),
    keyId: row.keyId,
    notAfter: row.notAfter.toISOString(),
    daysLeft: Math.floor((row.notAfter.getTime() - now.getTime()) / dayMs),
    createdAt: row.createdAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
    successorId: row.successorId as Id<"identity"> | null,
    isDefault: row.defaults.length > 0,
  };
}

export function showIdentityDetail(ctx: TenantCtx, row: IdentityRow): IdentityDetail {
  const { chainPem, anchorPem } = row;
  const certificates = ctx.ports.certificates.describe(chainPem + anchorPem).map(showCertificate);
  return { ...showIdentity(row, ctx.now()), chainPem, anchorPem, certificates };
}

export function showCertificate({
  notBefore,
  notAfter,
  sha256,
  subject,
  issuer,
  key,
}: CertificateFacts): CertificateView {
  return { sha256, subject, issuer, key, notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
}
