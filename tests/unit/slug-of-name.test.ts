import fc from "fast-check";
import { expect, test } from "vitest";
import { slugOfName } from "../../lib/tenant/slug-of-name.ts";

test("a name becomes a plain address", () => {
  const cases: [string, string][] = [
    ["Northern Archive", "northern-archive"],
    ["  Ärchiv für Bilder & Töne  ", "archiv-fur-bilder-tone"],
    ["写真", "workspace"],
    ["../../etc/passwd", "etc-passwd"],
    ["API", "api-workspace"],
    ["sign in", "sign-in-workspace"],
    ["x".repeat(100), "x".repeat(40)],
  ];
  for (const [name, slug] of cases) expect(slugOfName(name)).toBe(slug);
});

test("whatever the name, the address is one path segment of ASCII", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(slugOfName(name)).toMatch(/^[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?$/);
    }),
  );
});
