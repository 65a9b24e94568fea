import type { StampProblem } from "../kernel/stamp-problems.ts";
import type { SignOrder } from "../ports/media.ts";
import type { Intent } from "./intend.ts";
import type { ClaimedItem } from "./item-rows.ts";
import { patience, type SigningKit } from "./signing-kit.ts";
import { stampProblemOf } from "./stamping.ts";

/** An order whose signature is stamped before it is embedded, and why it was not although that was asked for. */
export interface StampedOrder {
  order: SignOrder;
  problem(): StampProblem | null;
}

/**
 * Where what is signed lies in the asset, its token has to be there before the engine writes the asset: afterwards a copy of it
 * would have to be changed that nobody has read back. So the media process waits, its deadline stands still, and others work
 * in its place. Once an authority failed several times in a row nobody waits for it; whatever keeps a stamp from coming leaves
 * its room empty, and is told.
 */
export function stampWhileSigning(kit: SigningKit, { order }: Pick<Intent, "order">): StampedOrder {
  let problem: StampProblem | null = null;
  if (kit.stamping === null || !stampsWhileSigning(kit)) return { order, problem: () => null };
  const { authority } = kit.stamping;
  const { stampRoomBytes = 0 } = order;

  async function ask(imprint: Uint8Array): Promise<Uint8Array | null> {
    if (typeof authority === "string") return owe(authority);
    if (authority.tooLongBytes > stampRoomBytes) return owe("no_room");
    const { token } = await authority.stamper.stamp(imprint, { signal: authority.signal, unlessDown: true });
    if (token.byteLength <= stampRoomBytes) return token;
    authority.tooLongBytes = token.byteLength;
    return owe("no_room");
  }

  function owe(why: StampProblem): null {
    problem = why;
    return null;
  }

  const stamp = (imprint: Uint8Array) => ask(imprint).catch((thrown: unknown) => owe(stampProblemOf(thrown)));
  return { order: { ...order, stamp }, problem: () => problem };
}

export function stampsWhileSigning({ stamping, writing }: Pick<SigningKit, "stamping" | "writing">): boolean {
  return stamping !== null && writing.form === "embed";
}

/** Whether a stamp would be over what is thrown away, which nobody pays for: a copy lies at its place already. */
export async function isStampInVain(kit: SigningKit, { key }: Pick<ClaimedItem, "key">): Promise<boolean> {
  if (!stampsWhileSigning(kit) || kit.writing.replaces) return false;
  // A copy's place is its object's alone, whatever is meant for it.
  return (await kit.target.head(kit.writing.storedKey(key, ""), { signal: patience(kit) })) !== null;
}
