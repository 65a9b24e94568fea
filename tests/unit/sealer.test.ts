import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { makeSealer } from "../../lib/adapters/sealer/aes-gcm-sealer.ts";

const masterKey = randomBytes(32).toString("base64url");
const sealer = makeSealer(masterKey);
const boundTo = { tenantId: "tnt_1", recordId: "bkt_1" };

test("a sealed secret opens under its own binding, and two sealings of it share nothing", () => {
  const first = sealer.seal("s3cr3t – ключ", boundTo);
  const second = sealer.seal("s3cr3t – ключ", boundTo);
  expect(sealer.open(first, boundTo)).toBe("s3cr3t – ключ");
  expect(makeSealer(masterKey).open(second, boundTo)).toBe("s3cr3t – ключ");
  expect(Buffer.from(first).subarray(1, 60).equals(Buffer.from(second).subarray(1, 60))).toBe(false);
});

test.each([
  ["another tenant's row", { tenantId: "tnt_2", recordId: "bkt_1" }],
  ["another row", { tenantId: "tnt_1", recordId: "bkt_2" }],
  ["ids that only read alike together", { tenantId: "tnt_1b", recordId: "kt_1" }],
])("moved to %s it does not open", (_where, elsewhere) => {
  expect(() => sealer.open(sealer.seal("x", boundTo), elsewhere)).toThrow(expect.objectContaining({ code: "corrupt" }));
});

test("with another master key, or any byte changed, it does not open", () => {
  const sealed = sealer.seal("x", boundTo);
  const other = makeSealer(randomBytes(32).toString("base64url"));
  expect(() => other.open(sealed, boundTo)).toThrow(expect.objectContaining({ code: "corrupt" }));
  for (let at = 0; at < sealed.length; at++) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => sealer.open(changed, boundTo)).toThrow(expect.objectContaining({ code: "corrupt" }));
  }
  expect(() => sealer.open(new Uint8Array(), boundTo)).toThrow(expect.objectContaining({ code: "corrupt" }));
});
