import { expect, test } from "vitest";
import { truncateMiddle, visibleText } from "../../components/format/visible-text.ts";

test("a key that reverses its own end is shown with the override named", () => {
  expect(visibleText("evil\u202egpj.exe")).toBe("evil⟨U+202E⟩gpj.exe");
});

test("control characters, line separators and lone surrogates become visible, and plain text stays", () => {
  expect(visibleText("a\u0000b\nc\u007fd\u2028e\ud800f")).toBe("a␀b␊c␡d⟨U+2028⟩e⟨U+D800⟩f");
  expect(visibleText("Fotos/Köln 2024/猫.jpg")).toBe("Fotos/Köln 2024/猫.jpg");
});

test("cutting the middle keeps both ends, the length asked for, and whole characters", () => {
  expect(truncateMiddle("short.jpg", 20)).toBe("short.jpg");
  const cut = truncateMiddle(`${"😀".repeat(40)}.jpeg`, 12);
  expect([...cut]).toHaveLength(12);
  expect(cut.endsWith(".jpeg")).toBe(true);
  expect(cut.isWellFormed()).toBe(true);
});
