import type { Id } from "../kernel/ids.ts";
import { type IdentityDetail, type IdentityView, identityView } from "./schema.ts";

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
}

/** A row without its sealed key. */
export function showIdentity(row: IdentityRow): IdentityView {
  return {
    id: row.id as Id<"identity">,
    name: row.name,
    kind: identityView.shape.kind.parse(row.kind),
    algorithm: identityView.shape.algorithm.parse(row.algorithm),
    keyId: row.keyId,
    notAfter: row.notAfter.toISOString(),
    createdAt: row.createdAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
  };
}

export function showIdentityDetail(row: IdentityRow): IdentityDetail {
  return { ...showIdentity(row), chainPem: row.chainPem, anchorPem: row.anchorPem };
}
