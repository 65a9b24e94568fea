import type { StampLoss } from "../kernel/stamp-losses.ts";
import { hasStampRoom, stampImprint, stampToken, withStamp } from "../media/stamp-store.ts";
import type { CheckStamp, Stamp, Stamper, StampService } from "../ports/stamper.ts";
import type { Store } from "../ports/store.ts";

export type StampedStore =
  | { kind: "stored"; key: string; bytes: Uint8Array; stamp: Stamp; adopted: boolean }
  | { kind: "lost"; why: StampLoss; detail: string };

/** Beside the manifest store that owes the stamp: what that one's receipt says of its bytes stays true. */
export function stampedKeyOf(storedKey: string): string {
  return `${storedKey.replace(/\.c2pa$/, "")}.stamped.c2pa`;
}

/**
 * Sees to it that the manifest store lies stamped beside itself, exactly once: what an earlier try (or another object of
 * the same content) put there is found first and adopted, so that a kill between put and receipt costs no second stamp.
 * Adopted is only what is, byte for byte, the original with a token that holds. Throws Fault where a later try may help.
 */
export async function storeStamped(input: {
  store: Store;
  storedKey: string;
  label: string;
  original: Uint8Array;
  service: StampService;
  stamper: Stamper;
  /** What the authority's last token had that was too long. */
  tooLong: { bytes: number };
  check: CheckStamp;
  now: Date;
  signal: AbortSignal;
}): Promise<StampedStore> {
  const { store, label, original, service, stamper, signal } = input;
  const key = stampedKeyOf(input.storedKey);
  const imprint = stampImprint(original, label);
  const earlier = await adopt();
  if (earlier) return earlier;
  // Asked may be charged for: what has no room for any token, or not for one such as this authority's last, is not asked for.
  if (!hasStampRoom(original, label, input.tooLong.bytes))
    return { kind: "lost", why: "no_room", detail: "The manifest was signed without the room." };
  const stamp = await stamper.stamp(imprint, { signal });
  const bytes = withStamp(original, label, stamp.token);
  if (!bytes) {
    const { byteLength } = stamp.token;
    input.tooLong.bytes = byteLength;
    return { kind: "lost", why: "no_room", detail: `The token has ${byteLength} bytes.` };
  }
  const put = await store.put(key, bytes, { contentType: "application/c2pa", when: { kind: "if-absent" }, signal });
  if (put.kind === "written") return { kind: "stored", key, bytes, stamp, adopted: false };
  return (await adopt()) ?? { kind: "lost", why: "stored_differs", detail: `${key} came and went.` };

  async function adopt(): Promise<StampedStore | null> {
    const found = await store.get(key, { bytesMax: original.byteLength, signal });
    if (found.kind !== "found") return null;
    const token = tokenOf(found.bytes, label);
    const same = token && withStamp(original, label, token);
    if (!token || !same || Buffer.compare(same, found.bytes) !== 0)
      return { kind: "lost", why: "stored_differs", detail: `${key} holds something that was not written for this.` };
    const stamp = await input.check(token, { imprint, anchorsPem: service.anchorsPem, now: input.now });
    return { kind: "stored", key, bytes: found.bytes, stamp, adopted: true };
  }
}

function tokenOf(bytes: Uint8Array, label: string): Uint8Array | null {
  try {
    return stampToken(bytes, label);
  } catch {
    // No manifest store of ours: whoever put it there, it is not touched.
    return null;
  }
}
