import { join } from "node:path";
import { Fault } from "../kernel/fault.ts";
import type { TimeStampFacts } from "../kernel/outcome.ts";
import type { StampProblem } from "../kernel/stamp-problems.ts";
import { findSignature } from "../media/find-signature.ts";
import { hasStampRoom, stampImprint, stampToken, withStamp } from "../media/stamp-store.ts";
import type { Intent } from "./intend.ts";
import { type AssetInHand, patience, type SigningKit } from "./signing-kit.ts";
import { stampProblemOf } from "./stamping.ts";

/** The file to put, stamped or as it was signed, and why it has no stamp although one was asked for. */
export interface Stamped {
  path: string;
  problem: StampProblem | null;
}

/**
 * In mode remote: has a manifest store stamped that was just signed, where the plan asks for it, while media processes go on with other
 * assets. What keeps a stamp from coming is a problem that is told, and never one of the asset's.
 *
 * Only over the very signature that was given for this asset: a hijacked media process gets no stamp over anything else.
 */
export async function stampSigned(
  kit: SigningKit,
  asset: AssetInHand,
  { order, storedKey }: Intent,
  signed: { path: string; signature: Uint8Array | null },
): Promise<Stamped> {
  const { path } = signed;
  const authority = kit.stamping?.authority;
  if (authority === undefined) return { path, problem: null };
  if (typeof authority === "string") return { path, problem: authority };
  // What is stored already (another object has the same content) will be adopted: nobody pays for a stamp over what is thrown away.
  if (await kit.target.head(storedKey, { signal: patience(kit) })) return { path, problem: null };
  const { label } = order.definition;
  const store = await kit.scratch.read(path);
  const given = signed.signature;
  if (given === null || Buffer.compare(findSignature(store, label).signature, given) !== 0)
    throw new Fault("internal", "A media process gave back another signature than it was given.");
  if (!hasStampRoom(store, label, authority.tooLongBytes)) return { path, problem: "no_room" };
  try {
    const { signal } = authority;
    const { token } = await authority.stamper.stamp(stampImprint(store, label), { signal, unlessDown: true });
    const stamped = withStamp(store, label, token);
    if (!stamped) {
      authority.tooLongBytes = token.byteLength;
      return { path, problem: "no_room" };
    }
    const stampedPath = join(asset.folder, "stamped");
    await kit.scratch.write(stampedPath, stamped);
    return { path: stampedPath, problem: null };
  } catch (thrown) {
    return { path, problem: stampProblemOf(thrown) };
  }
}

/**
 * What is stamped of a manifest store that was stored and read back: the token that lies in it, checked as strictly as a fresh one against
 * the anchors that the workspace named. The signing identity's own anchor has no part in it, nor these in whether a
 * signature is Trusted.
 */
export async function readStamp(kit: SigningKit, storePath: string, label: string): Promise<TimeStampFacts> {
  if (!kit.stamping) return { kind: "none" };
  const { profile, authority, check, now } = kit.stamping;
  const debt = (why: StampProblem): TimeStampFacts => ({ kind: "debt", profile, why });
  if (typeof authority === "string") return debt(authority);
  const store = await kit.scratch.read(storePath);
  const token = stampToken(store, label);
  if (!token) return debt("adopted_unstamped");
  try {
    const expected = { imprint: stampImprint(store, label), anchorsPem: authority.anchorsPem, now: now() };
    const { time, tsa, serial, tokenSha256 } = await check(token, expected);
    return { kind: "stamped", profile, time: time.toISOString(), tsa, serial, tokenSha256 };
  } catch (thrown) {
    return debt(stampProblemOf(thrown));
  }
}
