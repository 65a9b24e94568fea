import { expect, test } from "vitest";
import { survivalText } from "../../lib/cli/survival-text.ts";
import { type Arrival, addressOf, summarizeArrivals } from "../../lib/proof/survival.ts";

const arrival = (more: Partial<Arrival>): Arrival => ({
  route: "original",
  key: "a.jpg",
  format: "image/jpeg",
  url: null,
  survived: "credential",
  identical: true,
  where: "link",
  state: "Trusted",
  hardBinding: "passed",
  sameManifest: true,
  detail: "",
  ...more,
});
const routes = [
  { name: "resize", template: "https://x.test/{key}?w=1" },
  { name: "original", template: "https://x.test/{key}" },
];

test("a key is put into an address segment by segment, whatever characters it has", () => {
  expect(addressOf("https://x.test/p/{key}?w=1", "a b/ü#?%/c.jpg")).toBe(
    "https://x.test/p/a%20b/%C3%BC%23%3F%25/c.jpg?w=1",
  );
});

test("what survived is counted by route in the order given, and by format", () => {
  const summary = summarizeArrivals(routes, [
    arrival({}),
    arrival({ route: "resize", survived: "manifest", identical: false, where: "link" }),
    arrival({ format: "image/png", where: "embedded" }),
    arrival({ route: "resize", survived: "nothing", identical: false, where: "none" }),
  ]);
  expect(summary.map(({ route, format, objects }) => [route, format, objects])).toEqual([
    ["resize", "image/jpeg", 2],
    ["original", "image/jpeg", 1],
    ["original", "image/png", 1],
  ]);
  expect(summary[0]).toMatchObject({
    identical: 0,
    survived: { credential: 0, manifest: 1, nothing: 1, unknown: 0 },
    found: { link: 1 },
  });
});

test("the text names what did not come through, and shows a hostile key as text", () => {
  const arrivals = [
    arrival({}),
    arrival({ key: "a\u001b[31m.jpg", survived: "nothing", state: null, detail: "None found." }),
  ];
  const text = survivalText(summarizeArrivals(routes, arrivals), arrivals);
  expect(text).toContain("nothing: None found.");
  expect(text).not.toContain("\u001b");
});
