import { expect, test } from "vitest";
import { certificates } from "../../lib/adapters/certificates/make-certificates.ts";
import { blocksMax, pemBlocks } from "../../lib/adapters/certificates/pem-blocks.ts";
import { readPem } from "../../lib/adapters/certificates/read-pem.ts";
import { makeRoot } from "../support/certificates.ts";

const fiveMb = (text: string) => text.repeat(5_000_000 / text.length);

test.each([
  ["one beginning after another", fiveMb("-----BEGIN A-----")],
  ["beginnings of ever other labels", fiveMb("-----BEGIN A")],
  ["dashes", fiveMb("-----BEGIN -----")],
  ["one label without end", `-----BEGIN ${fiveMb("A")}`],
  ["a beginning and ends of another", `-----BEGIN A-----${fiveMb("-----END B-----")}`],
])("five megabytes of %s are walked once", (_, text) => {
  const before = process.cpuUsage();
  expect(pemBlocks(text).length).toBeLessThanOrEqual(1);
  const { user, system } = process.cpuUsage(before);
  // Reading it anew from each beginning takes minutes to hours.
  expect((user + system) / 1_000).toBeLessThan(2_000);
});

test("more blocks than any list has are refused before one of them is read", async () => {
  const one = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
  expect(readPem(one.repeat(blocksMax)).unreadable).toHaveLength(blocksMax);
  const refused = { code: "invalid", message: expect.stringContaining("2500 certificates at most") };
  await expect(certificates.readAnchors(one.repeat(blocksMax + 1), new Date())).rejects.toMatchObject(refused);
});

test("blocks come in their order, each with its label, whatever stands between them", () => {
  const text =
    "Bag\n-----BEGIN X-----\na\n-----END X-----\n-----BEGIN lower-----\n-----BEGIN Y 1-----b-----END Y 1-----";
  expect(pemBlocks(text)).toEqual([
    { label: "X", pem: "-----BEGIN X-----\na\n-----END X-----" },
    { label: "Y 1", pem: "-----BEGIN Y 1-----b-----END Y 1-----" },
  ]);
});

test("a text that was cut says which certificate is missing its end", async () => {
  const whole = (await makeRoot()).pem;
  const { anchors, leftOut } = await certificates.readAnchors(whole + whole.slice(0, 200), new Date());
  expect(anchors.map(({ pem }) => pem)).toEqual([whole]);
  expect(leftOut).toEqual(["Certificate 2 cannot be read."]);
});

test("a long list leaves others their turn", async () => {
  const pem = (await makeRoot()).pem.repeat(50);
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  await certificates.readAnchors(pem, new Date());
  clearInterval(counting);
  expect(turns).toBeGreaterThan(0);
});
