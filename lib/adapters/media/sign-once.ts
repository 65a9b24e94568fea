import { Fault } from "../../kernel/fault.ts";
import { imprintOf } from "../../media/stamp-header.ts";
import type { Inspection, SignOrder } from "../../ports/media.ts";
import { type AssetFacts, checkClaim } from "./check-claim.ts";
import type { Conversation, Pause } from "./child-pool.ts";
import { type ChildOrder, isChildRequest, type ParentAnswer } from "./child-protocol.ts";
import { readCbor } from "./read-cbor.ts";
import { findXmpInstance, holdsManifest } from "./search-asset.ts";

type Answer = { message: ParentAnswer; bytes?: Uint8Array };

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
  answer(...heard: Parameters<Conversation>): Promise<Answer | null>;
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

  function refuse(why: Fault): Answer {
    fault ??= why;
    return { message: { c2c: "no-signature" } };
  }

  function decide(seen: Inspection): Answer | null {
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
    return { message: { c2c: "order", order: order && childOrder(order) } };
  }

  async function sign(request: Uint8Array, pause: Pause): Promise<Answer> {
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
      const token = await stampOver(order, toBeSigned, signature, pause);
      const base64 = token && Buffer.from(token).toString("base64");
      return { message: { c2c: "signature", token: base64 }, bytes: signature };
    } catch (thrown) {
      return refuse(
        thrown instanceof Fault ? thrown : new Fault("upstream", "The signer did not answer.", { cause: thrown }),
      );
    }
  }

  return {
    async answer({ message, bytes }, pause) {
      if (!isChildRequest(message)) return null;
      return message.c2c === "seen" ? decide(message.inspection) : sign(bytes, pause);
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

/** A token over the very signature that was just given, for which nobody's time is counted; null where none came. */
async function stampOver(
  { stamp }: SignOrder,
  toBeSigned: Uint8Array,
  signature: Uint8Array,
  pause: Pause,
): Promise<Uint8Array | null> {
  if (!stamp) return null;
  const [, header] = readCbor(toBeSigned) as [unknown, Uint8Array];
  return pause(() => stamp(imprintOf(header, signature)));
}

/** An order as a media process gets it: nothing that signs or stamps goes along. */
export function childOrder({
  mime,
  mode,
  update = false,
  definition,
  signer,
  stampRoomBytes = 0,
  contentSha256,
  stamp,
}: SignOrder): ChildOrder {
  const { algorithm, chainPem } = signer;
  const signing = { algorithm, chainPem, stampRoomBytes, stamped: stamp !== undefined };
  return { mime, mode, update, definition, contentSha256: contentSha256 ?? null, ...signing };
}

/** By searching the bytes for text: the parent parses no media. */
function assetFacts(path: string, { mode, update }: SignOrder): AssetFacts {
  return {
    hasXmpInstance: (id) => findXmpInstance(path, id),
    mayUpdate: async () => (mode === "remote" || update === true) && (await holdsManifest(path)),
  };
}
