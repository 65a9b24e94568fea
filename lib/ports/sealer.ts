/**
 * Seals secrets at rest: AES-256-GCM under a key of its own per record, itself wrapped under the master key.
 * `boundTo` (tenant and record id) is authenticated: a sealed value moved to another row does not open.
 */
export interface Sealer {
  seal(plaintext: string, boundTo: SealBinding): Uint8Array<ArrayBuffer>;
  /** Throws Fault `corrupt` for a wrong key, a wrong binding or changed bytes. */
  open(sealed: Uint8Array, boundTo: SealBinding): string;
}
export interface SealBinding {
  tenantId: string;
  recordId: string;
}
