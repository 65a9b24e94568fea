import { sha256Hex } from "../kernel/bytes.ts";
import type { SidecarFact } from "../kernel/outcome.ts";
import { isTooLong } from "../kernel/too-long.ts";
import type { Store } from "../ports/store.ts";
import type { SignedBody } from "../receipt/schema.ts";

/**
 * Puts a stamped manifest store where the unstamped one lies beside its object, by compare-and-swap: what is neither is
 * somebody's, and is left alone. Undefined where the receipt tells of no sidecar.
 */
export async function swapSidecar(
  store: Store,
  { sidecar, stored }: SignedBody,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<SidecarFact | undefined> {
  if (!sidecar || sidecar.state === "taken" || sidecar.state === "shared") return sidecar;
  const { key } = sidecar;
  // With its token a manifest store is as long as before: what is longer is neither.
  const there = await store.get(key, { bytesMax: bytes.byteLength, signal }).catch((thrown: unknown) => {
    if (isTooLong(thrown)) return null;
    throw thrown;
  });
  if (there === null) return { key, state: "taken" };
  if (there.kind === "found") {
    const found = sha256Hex(there.bytes);
    // An earlier try's, or that of another object with this content and this name.
    if (found === sha256Hex(bytes)) return { key, state: "found" };
    if (found !== stored.sha256) return { key, state: "taken" };
  }
  const when =
    there.kind === "found" ? ({ kind: "if-match", etag: there.head.etag } as const) : ({ kind: "if-absent" } as const);
  const put = await store.put(key, bytes, { contentType: "application/c2pa", when, signal });
  return { key, state: put.kind === "written" ? "written" : "taken" };
}
