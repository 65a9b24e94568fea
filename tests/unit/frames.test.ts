import { expect, test } from "vitest";
import { encodeFrame, frameBytesMax, makeFrameReader } from "../../lib/adapters/media/frames.ts";

const frames = [
  { message: { kind: "a", text: "ü\0" }, bytes: Buffer.alloc(0) },
  { message: null, bytes: Buffer.from([1, 2, 3]) },
  { message: ["b"], bytes: Buffer.alloc(70_000, 7) },
];

test.each([1, 7, 8, 9, 65_536, 1_000_000])("frames come whole out of pieces of %i bytes", (size) => {
  const wire = Buffer.concat(frames.map(({ message, bytes }) => encodeFrame(message, bytes)));
  const reader = makeFrameReader();
  const read = [];
  for (let at = 0; at < wire.length; at += size) read.push(...reader.take(wire.subarray(at, at + size)));
  expect(read.map(({ message }) => message)).toEqual(frames.map(({ message }) => message));
  read.forEach(({ bytes }, i) => {
    expect(Buffer.from(bytes).equals(frames[i]?.bytes as Buffer)).toBe(true);
  });
});

test("a head that tells of more than anybody has to say is refused before anything of it is held", () => {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(frameBytesMax, 0);
  expect(() => makeFrameReader().take(head)).toThrow(RangeError);
});

test("what is no JSON is refused", () => {
  const frame = encodeFrame({});
  frame.write("{{", 8);
  expect(() => makeFrameReader().take(frame)).toThrow(SyntaxError);
});
