import { expect, test } from "vitest";
import { localPathOf } from "../../lib/edge/local-path.ts";

test("a path of this site is followed with its query", () => {
  expect(localPathOf("/northern/runs?cursor=a%2Fb", "/welcome")).toBe("/northern/runs?cursor=a%2Fb");
});

test.each([
  undefined,
  ["/a", "/b"],
  "",
  "runs",
  "//evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  `/${"a".repeat(1001)}`,
])("%j leads to the fallback", (given) => {
  expect(localPathOf(given, "/welcome")).toBe("/welcome");
});
