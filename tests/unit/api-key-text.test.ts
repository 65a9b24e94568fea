import fc from "fast-check";
import { expect, test } from "vitest";
import { apiKeyLengths, apiKeyText, parseApiKey } from "../../lib/tenant/api-key-text.ts";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const text = (length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
const parts = fc.tuple(text(apiKeyLengths.lookup), text(apiKeyLengths.secret));

test("a key reads back as the parts it was made of", () => {
  fc.assert(
    fc.property(parts, ([lookup, secret]) => {
      expect(parseApiKey(apiKeyText(lookup, secret))).toEqual({ lookup, secret });
    }),
  );
});

test("one wrong character anywhere makes it no key", () => {
  fc.assert(
    fc.property(parts, fc.nat(), fc.constantFrom(...alphabet), ([lookup, secret], at, other) => {
      const key = apiKeyText(lookup, secret);
      const place = at % key.length;
      fc.pre(key[place] !== other);
      expect(parseApiKey(key.slice(0, place) + other + key.slice(place + 1))).toBeNull();
    }),
  );
});

test("nothing else is a key", () => {
  for (const other of ["", "c2c_live_", "sk_live_abc", `${apiKeyText("0".repeat(12), "0".repeat(40))}\n`])
    expect(parseApiKey(other)).toBeNull();
});
