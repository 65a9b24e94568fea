import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { SignerSecret } from "../ports/signer.ts";
import { signerSecret } from "./schema.ts";

/** Seals a key, or what a key service asks for, for this identity of this tenant: moved to another row, it does not open. */
export function sealSecret(ctx: TenantCtx, identityId: Id<"identity">, secret: SignerSecret): Uint8Array<ArrayBuffer> {
  return ctx.ports.sealer.seal(JSON.stringify(secret), { tenantId: ctx.tenantId, recordId: identityId });
}

/** The secret again. Throws Fault `corrupt` for another master key or changed bytes. */
export function openSecret(ctx: TenantCtx, identityId: Id<"identity">, sealed: Uint8Array): SignerSecret {
  const text = ctx.ports.sealer.open(sealed, { tenantId: ctx.tenantId, recordId: identityId });
  // The first identities were sealed when there was one kind of secret: the key alone.
  if (text.startsWith("-----BEGIN ")) return { kind: "pem", privateKeyPem: text };
  try {
    return signerSecret.parse(JSON.parse(text));
  } catch {
    // Without the cause: it could quote what was sealed.
    throw new Fault("corrupt", "The identity's sealed secret does not read as one. Make or upload another identity.");
  }
}
