import { Fault } from "../../kernel/fault.ts";
import type { OnWire, WireEvent } from "../../ports/store.ts";

/** Bytes that one call moved; the call itself fills them in. */
export type Moved = { bytesIn: number; bytesOut: number };

/** Runs one call and tells of it once, whether it ends well or in a Fault. A monotonic clock measures it. */
export async function countWire<T>(
  onWire: OnWire | undefined,
  kind: WireEvent["kind"],
  call: (moved: Moved) => Promise<T>,
): Promise<T> {
  if (!onWire) return call({ bytesIn: 0, bytesOut: 0 });
  const moved: Moved = { bytesIn: 0, bytesOut: 0 };
  const started = performance.now();
  let ok = false;
  try {
    const result = await call(moved);
    ok = true;
    return result;
  } finally {
    onWire({ kind, ...moved, ms: performance.now() - started, ok });
  }
}

/** Throws the Fault of an aborted call: `upstream`, since the caller's deadline is what mostly aborts. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortFault(signal.reason);
}

export function abortFault(cause: unknown): Fault {
  return new Fault("upstream", "The call to the bucket was stopped before it was answered.", { cause });
}
