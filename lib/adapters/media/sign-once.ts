import { Fault } from "../../kernel/fault.ts";
import type { Inspection, SignOrder } from "../../ports/media.ts";
import { type AssetFacts, checkClaim } from "./check-claim.ts";
import { type ChildOrder, isChildRequest, type ParentAnswer } from "./child-protocol.ts";
import { findXmpInstance, holdsManifest } from "./search-asset.ts";

/**
 * The parent's side of one `sign` task: gives the order when the child has told what it saw, once, and answers the first
 * request for a signature, only when its bytes are the claim that was ordered. Everything further is refused, so that a
 * hijacked media process is no signing oracle. `fault` is why no signature was given, to be thrown in place of whatever
 * the child makes of the refusal.
 */
export function signOnce(
  path: string,
  what: { order: SignOrder } | { decide: (inspection: Inspection) => SignOrder | null },
): {
  answer(message: unknown): Promise<ParentAnswer | null>;
  /** What the child told that it saw; null before, and where it was not asked. */
  readonly inspection: Inspection | null;
  readonly order: SignOrder | null;
  /** The one that was given; null before. */
  readonly signature: Uint8Array | null;
  readonly fault: Fault | null;
  close(): void;
} {
  let order = "order" in what ? what.order : null;
  let inspection: Inspection | null = null;
  let state: "open" | "used" | "closed" = "open";
  let fault: Fault | null = null;
  let signature: Uint8Array | null = null;

  function refuse(why: Fault): ParentAnswer {
    fault ??= why;
    return { c2c: "no-signature" };
  }

  function decide(seen: Inspection): ParentAnswer | null {
    if ("order" in what || inspection !== null || state !== "open") return null;
    inspection = seen;
    try {
      order = what.decide(seen);
    } catch (cause) {
      refuse(
        cause instanceof Fault
          ? cause
          : new Fault("internal", "What a media process told of an asset could not be judged.", { cause }),
      );
    }
    return { c2c: "order", order: order && childOrder(order) };
  }

  async function sign(request: Uint8Array): Promise<ParentAnswer> {
    if (state !== "open" || order === null)
      return refuse(
        new Fault("internal", "A media process asked for a signature that nobody ordered and was refused."),
      );
    state = "used";
    const toBeSigned = Uint8Array.from(request);
    const wrong = await checkClaim(toBeSigned, order.definition, order.signer, assetFacts(path, order));
    if (wrong)
      return refuse(
        new Fault("internal", `A media process asked to sign something that was not ordered: ${wrong}.`, {
          details: { what: "claim_refused", why: wrong },
        }),
      );
    try {
      signature = await order.signer.sign(toBeSigned);
      return { c2c: "signature", bytes: signature };
    } catch (thrown) {
      return refuse(
        thrown instanceof Fault ? thrown : new Fault("upstream", "The signer did not answer.", { cause: thrown }),
      );
    }
  }

  return {
    async answer(message) {
      if (!isChildRequest(message)) return null;
      return message.c2c === "seen" ? decide(message.inspection) : sign(message.bytes);
    },
    get inspection() {
      return inspection;
    },
    get order() {
      return order;
    },
    get signature() {
      return signature;
    },
    get fault() {
      return fault;
    },
    close() {
      state = "closed";
    },
  };
}

/** An order as a media process gets it: nothing that signs goes along. */
export function childOrder({
  mime,
  mode,
  update = false,
  definition,
  signer,
  stampRoomBytes = 0,
  contentSha256,
}: SignOrder): ChildOrder {
  const { algorithm, chainPem } = signer;
  return { mime, mode, update, definition, algorithm, chainPem, stampRoomBytes, contentSha256: contentSha256 ?? null };
}

/** By searching the bytes for text: the parent parses no media. */
function assetFacts(path: string, { mode, update }: SignOrder): AssetFacts {
  return {
    hasXmpInstance: (id) => findXmpInstance(path, id),
    mayUpdate: async () => (mode === "remote" || update === true) && (await holdsManifest(path)),
  };
}
