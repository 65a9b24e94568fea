import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";

export interface NewProof {
  tenantId: Id<"tenant">;
  id: Id<"proof">;
  uploadKey: string | null;
  repeats: string | null;
  name: string;
  mime: string;
  sizeBytes: bigint;
  contentSha256: string;
  intentSha256: string;
  signedSha256: string;
  signedSizeBytes: bigint;
  manifestLabel: string;
  storeSha256: string;
  store: Uint8Array<ArrayBuffer>;
  signerKeyId: string;
  receiptId: string;
  createdBy: string;
  createdAt: Date;
}

export async function insertProof(tx: Tx, proof: NewProof): Promise<void> {
  await tx.proof.create({ data: proof });
}

/** What was first signed under this key. */
export function findByUploadKey(tx: Tx, tenantId: Id<"tenant">, uploadKey: string) {
  return tx.proof.findUnique({
    where: { tenantId_uploadKey: { tenantId, uploadKey } },
    select: { id: true, intentSha256: true },
  });
}

export interface PublicProof {
  id: Id<"proof">;
  mime: string;
  content_sha256: string;
  signed_sha256: string;
  manifest_label: string;
  store_sha256: string;
  store_size: number;
  signer_key_id: string;
  created_at: Date;
}

/** What is public of a proof, whosever it is; its manifest store apart. */
export async function findPublicProof(tx: Tx, id: Id<"proof">): Promise<PublicProof | null> {
  const found = await tx.$queryRaw<PublicProof[]>`select * from proof_facts_by_id(${id})`;
  return found[0] ?? null;
}

/** A proof's manifest store, which is as public. */
export async function findPublicStore(
  tx: Tx,
  id: Id<"proof">,
): Promise<{ store: Uint8Array; storeSha256: string } | null> {
  const [found] = await tx.$queryRaw<{ store: Uint8Array; storeSha256: string }[]>`
    select store, store_sha256 as "storeSha256" from proof_by_id(${id})`;
  return found ?? null;
}
