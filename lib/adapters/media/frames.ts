/**
 * What goes over a media process's channel, either way: eight bytes that tell two lengths, a message as JSON, and after it
 * bytes, where a message has some. JSON, because whoever reads here must expect anything of whoever writes.
 */
export interface Frame {
  message: unknown;
  /** A copy or a view of their own; empty where there are none. */
  bytes: Uint8Array;
}

/** Answers are kilobytes; what tells of more than this is no answer. */
export const frameBytesMax = 16_000_000;
export const frameHeadBytes = 8;

const none = new Uint8Array();

export function encodeFrame(message: unknown, bytes: Uint8Array = none): Buffer {
  const json = Buffer.from(JSON.stringify(message), "utf8");
  const frame = Buffer.allocUnsafe(frameHeadBytes + json.length + bytes.length);
  frame.writeUInt32LE(json.length, 0);
  frame.writeUInt32LE(bytes.length, 4);
  frame.set(json, frameHeadBytes);
  frame.set(bytes, frameHeadBytes + json.length);
  return frame;
}

/** How long the frame is that begins so, with its head. Throws RangeError where it is too long to be one. */
export function frameLength(head: Buffer): number {
  const length = frameHeadBytes + head.readUInt32LE(0) + head.readUInt32LE(4);
  if (length > frameBytesMax) throw new RangeError("a message that is too long");
  return length;
}

/** Throws SyntaxError where the message is no JSON. */
export function decodeFrame(frame: Buffer): Frame {
  const end = frameHeadBytes + frame.readUInt32LE(0);
  return { message: JSON.parse(frame.toString("utf8", frameHeadBytes, end)), bytes: frame.subarray(end) };
}

/** Puts frames together out of pieces as they come. `take` throws as `frameLength` and `decodeFrame` do. */
export function makeFrameReader(): { take(piece: Buffer): Frame[] } {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let wanted = frameHeadBytes;
  return {
    take(piece) {
      held.push(piece);
      heldBytes += piece.length;
      const frames: Frame[] = [];
      while (heldBytes >= wanted) {
        const all = held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held);
        wanted = frameLength(all);
        held = [all];
        if (all.length < wanted) break;
        frames.push(decodeFrame(all.subarray(0, wanted)));
        held = all.length > wanted ? [all.subarray(wanted)] : [];
        heldBytes -= wanted;
        wanted = frameHeadBytes;
      }
      return frames;
    },
  };
}
