import { expect, test } from "vitest";
import { deviationText, verdictWords } from "../../lib/plan/verdict-words.ts";

const verdict = (deviation: number | null, withinInterval = true, withinFive = true) => ({
  deviation,
  withinInterval,
  withinFive,
});

test("a deviation has its sign and one decimal, and nothing is off by no minus nothing", () => {
  expect(deviationText(verdict(0.0123))).toBe("+1.2 %");
  expect(deviationText(verdict(-0.2))).toBe("−20.0 %");
  expect(deviationText(verdict(-0.000_01))).toBe("0.0 %");
  expect(deviationText(verdict(0.000_01))).toBe("0.0 %");
  expect(deviationText(verdict(null))).toBe("–");
  expect(deviationText(null)).toBe("–");
});

test("what was promised of an actual is said both ways", () => {
  expect(verdictWords(verdict(0))).toBe("within its interval, within 5 %");
  expect(verdictWords(verdict(0.3, false, false))).toBe("outside its interval, more than 5 % off");
  expect(verdictWords(null)).toBe("not compared");
});
