import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { holdUpload } from "../../lib/edge/hold-upload.ts";
import type { Caller } from "../../lib/edge/open-caller-ctx.ts";
import { makePlaces } from "../../lib/edge/places.ts";
import { receiveUpload } from "../../lib/edge/receive-upload.ts";
import { verifyRow } from "../../lib/edge/verify.ts";
import { addressGroup } from "../../lib/kernel/address-group.ts";
import type { Wiring } from "../../lib/wire.ts";

/** A body without end, and how much of it was pulled. */
function endless(piece: (n: number) => Uint8Array) {
  const seen = { pulled: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (++seen.pulled > 2_000) controller.close();
      else controller.enqueue(piece(seen.pulled));
    },
  });
  const request = (contentType: string) =>
    new Request("http://127.0.0.1/", {
      method: "POST",
      body,
      headers: { "content-type": contentType },
      duplex: "half",
    } as RequestInit);
  return { seen, request };
}

test("endless empty parts, each with a long name of its own, are refused after as much as fields may take", async () => {
  const { seen, request } = endless((n) =>
    Buffer.from(
      `${n === 1 ? "" : "\r\n"}--b\r\nContent-Disposition: form-data; name="${n}${"x".repeat(8_000)}"\r\n\r\n`,
    ),
  );
  const folder = await mkdtemp(join(tmpdir(), "c2c-upload-"));
  const received = receiveUpload(request("multipart/form-data; boundary=b"), folder);
  await expect(received).rejects.toMatchObject({ details: { errorCode: "VALIDATION_FAILED" } });
  expect(seen.pulled).toBeLessThan(20);
  await rm(folder, { recursive: true });
});

test("a JSON body without end is refused while it arrives", async () => {
  const { seen, request } = endless(() => Buffer.alloc(4_096, 0x20));
  const wiring = {
    ports: { scratch: { within: (work: (folder: string) => unknown) => work("nowhere") } },
    openCtx: () => ({}),
  } as unknown as Wiring;
  const caller = { apiKey: null, token: null, slug: null, origin: { address: null, userAgent: null } };
  const arrival = { wiring, request: request("application/json"), caller } as unknown as Parameters<
    typeof verifyRow.receive
  >[0];
  await expect(verifyRow.receive(arrival)).rejects.toMatchObject({ details: { errorCode: "VALIDATION_FAILED" } });
  expect(seen.pulled).toBeLessThan(20);
});

test("an upload is held on the disk, and one more than may be in hand is told when to come again", async () => {
  const sizes: (number | undefined)[] = [];
  const within = (work: (folder: string) => unknown, sizeBytes?: number) => {
    sizes.push(sizeBytes);
    return work("folder");
  };
  const wiring = { ports: { scratch: { within } } } as unknown as Wiring;
  const of = (who: number) => ({ wiring, caller: { countedAs: `address ${who}` } as Caller });
  let leave = () => {};
  const waiting = new Promise<void>((done) => {
    leave = done;
  });
  const held = Array.from({ length: 8 }, () => holdUpload(of(1), () => waiting));
  const refused = { code: "limit", retryAfterMs: 2_000, details: { errorCode: "RATE_LIMIT_EXCEEDED" } };
  await expect(holdUpload(of(1), async () => {})).rejects.toMatchObject(refused);
  // Whoever holds all they may have keeps nobody else out, until the house is full.
  for (let at = 0; at < 24; at++) held.push(holdUpload(of(2 + (at % 3)), () => waiting));
  await expect(holdUpload(of(9), async () => {})).rejects.toMatchObject(refused);
  leave();
  await Promise.all(held);
  expect(await holdUpload(of(1), async () => "in")).toBe("in");
  expect(Math.min(...sizes.map(Number))).toBe(70_000_000);
});

test("a place that is given back twice is one place", () => {
  const places = makePlaces({ most: 1, each: 1 }, "things");
  const leave = places.take("a");
  leave();
  leave();
  places.take("a");
  expect(() => places.take("b")).toThrow(/Too many things/);
});

test("who has a network of IPv6 addresses is one caller, however an address is written", () => {
  expect(addressGroup("203.0.113.7")).toBe("203.0.113.7");
  expect(addressGroup("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(addressGroup("2001:0DB8:1:2::9")).toBe("2001:db8:1:2::/64");
  expect(addressGroup("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(addressGroup("2001:db8:1:3::9")).not.toBe(addressGroup("2001:db8:1:2::9"));
  expect(addressGroup("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(addressGroup("64:ff9b::192.0.2.1")).toBe("64:ff9b:0:0::/64");
  expect(addressGroup("::1")).toBe("0:0:0:0::/64");
  expect(addressGroup(null)).toBeNull();
});
