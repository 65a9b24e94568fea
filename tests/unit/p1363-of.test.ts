import { generateKeyPairSync, sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import { p1363Of } from "../../lib/adapters/signer/p1363-of.ts";

const der = (...integers: number[][]) => {
  const parts = integers.flatMap((integer) => [0x02, integer.length, ...integer]);
  return Uint8Array.from([0x30, parts.length, ...parts]);
};

test.each([
  ["P-256", "sha256", 32, 300],
  ["P-384", "sha384", 48, 20],
] as const)(
  "node's own signatures of %s hold in the form of COSE, short halves too",
  (namedCurve, hash, fieldBytes, times) => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
    // One in some 128 signatures has a half that is a byte shorter.
    for (let n = 0; n < times; n++) {
      const bytes = Buffer.from(`message ${n}`);
      const signature = p1363Of(sign(hash, bytes, privateKey), fieldBytes);
      expect(signature).toHaveLength(2 * fieldBytes);
      expect(verify(hash, bytes, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature)).toBe(true);
    }
  },
);

test("small integers are padded at the front", () => {
  const signature = p1363Of(der([1], [0, 0x80]), 32);
  expect([signature[31], signature[63]]).toEqual([1, 0x80]);
  expect(signature.filter((byte) => byte !== 0)).toHaveLength(2);
});

test.each([
  ["nothing", Uint8Array.of()],
  ["another tag", Uint8Array.from([0x31, 6, 2, 1, 1, 2, 1, 1])],
  ["a length that is not its own", Uint8Array.from([0x30, 7, 2, 1, 1, 2, 1, 1])],
  ["one integer", der([1])],
  ["three integers", der([1], [1], [1])],
  ["an integer of no bytes", der([], [1])],
  ["a negative integer", der([0x80], [1])],
  ["an integer longer than the field", der([1, ...Array<number>(32).fill(0)], [1])],
  ["an integer that ends after the end", Uint8Array.from([0x30, 6, 2, 1, 1, 2, 9, 1])],
])("%s is no signature", (_, bytes) => {
  expect(() => p1363Of(bytes, 32)).toThrow(expect.objectContaining({ code: "upstream" }));
});
