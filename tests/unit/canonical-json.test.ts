import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { canonicalText } from "../../lib/kernel/canonical-json.ts";

test("members are sorted by UTF-16 code units and numbers written as ECMAScript does", () => {
  expect(canonicalText({ b: 1, a: [true, null, "\u20ac\u000f\n"], "\u{1f600}": 0, "\ufb33": 2 })).toBe(
    '{"a":[true,null,"€\\u000f\\n"],"b":1,"😀":0,"\ufb33":2}',
  );
});

test.each([
  ["a float", { a: { b: 0.5 } }, "$.a.b"],
  ["a number that is not safe", [2 ** 53], "$[0]"],
  ["minus zero", [-0], "$[0]"],
  ["a lone surrogate", { a: "\ud800" }, "$.a"],
  ["a lone surrogate as a name", { "\udc00": 1 }, "$ has a name"],
  ["a hole", Object.assign([1], { 2: 3 }), "$[1]"],
  ["undefined", { a: undefined }, "$.a"],
  ["a date", { at: new Date(0) }, "$.at"],
  ["a bigint", { n: 1n }, "$.n"],
])("%s is refused with its path", (_name, value, path) => {
  expect(() => canonicalText(value)).toThrow(path);
});

const vectors = "../shared/vectors/jcs";
test.skipIf(!existsSync(vectors))("the RFC 8785 vectors of integers and strings come out byte for byte", () => {
  let compared = 0;
  for (const name of readdirSync(`${vectors}/input`)) {
    const value = JSON.parse(readFileSync(`${vectors}/input/${name}`, "utf8"));
    const expected = readFileSync(`${vectors}/output/${name}`, "utf8");
    try {
      expect(canonicalText(value)).toBe(expected);
      compared++;
    } catch (thrown) {
      // Vectors with floats are outside of what a receipt may hold: they must be refused, and nothing else may be.
      if (!(thrown instanceof TypeError)) throw thrown;
      expect(JSON.stringify(value)).toMatch(/\d\.\d|\de[+-]?\d/i);
    }
  }
  expect(compared).toBeGreaterThanOrEqual(4);
});
