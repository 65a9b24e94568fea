import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { respondFault, statusOf, toJson } from "../../lib/edge/answer.ts";
import { command } from "../../lib/edge/command.ts";
import { durable } from "../../lib/edge/function.ts";
import { Fault, faultCodes } from "../../lib/kernel/fault.ts";

const now = new Date("2026-11-21T08:00:00Z");
const throwing = (thrown: unknown) => async () => {
  throw thrown;
};

test("wide numbers, times and bytes are text on the wire", () => {
  const value = {
    wide: 2n ** 63n,
    at: now,
    bytes: new Uint8Array([1, 2, 255]),
    buffer: Buffer.from("a"),
    list: [1n],
    none: undefined,
  };
  expect(JSON.parse(toJson(value))).toEqual({
    wide: "9223372036854775808",
    at: "2026-11-21T08:00:00.000Z",
    bytes: "AQL/",
    buffer: "YQ==",
    list: ["1"],
  });
});

test("each of the ten codes has its status", () => {
  expect(faultCodes.map((code) => statusOf[code])).toEqual([400, 401, 403, 404, 409, 412, 429, 502, 500, 500]);
});

test("a stranger's message is not told to callers", async () => {
  const response = respondFault(new Error("password of db is hunter2"), "req_1", now);
  expect(response.status).toBe(500);
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  expect(JSON.stringify(error)).not.toContain("hunter2");
  expect(Object.keys(error)).toEqual(["message", "code", "statusCode", "timestamp", "requestId"]);
});

test("a durable step is tried again only where that may help, and then", async () => {
  await expect(durable(throwing(new Fault("precondition", "no")))).rejects.toBeInstanceOf(NonRetriableError);
  await expect(durable(throwing(new Fault("upstream", "wait", { retryAfterMs: 5_000 })))).rejects.toBeInstanceOf(
    RetryAfterError,
  );
  const plain = await durable(throwing(new Error("boom"))).catch((thrown) => thrown);
  expect(plain).not.toBeInstanceOf(NonRetriableError);
  expect(await durable(async () => 7)).toBe(7);
});

test("a command ends with the codes that scripts rely on, and a sentence", async () => {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  expect(await command(async () => "success", say)).toBe(0);
  expect(await command(async () => "partial", say)).toBe(10);
  expect(said).toEqual([]);
  expect(await command(throwing(new Fault("precondition", "DATABASE_URL is missing.")), say)).toBe(20);
  expect(said.join("")).toBe("c2c: DATABASE_URL is missing.\n");
  expect(await command(throwing(new Error("a bug")), say)).toBe(20);
});
