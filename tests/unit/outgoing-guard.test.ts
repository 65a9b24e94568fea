import type { lookup as systemLookup } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";
import { expect, test } from "vitest";
import { guardedLookup, vetAddress, vetUrl } from "../../lib/adapters/net/guard.ts";
import { makeOpenStore } from "../../lib/adapters/store/open-store.ts";

/** Answers every name with these addresses, and counts the questions. */
function fakeLookup(...answers: string[]): { lookup: typeof systemLookup; asked: () => number } {
  let asked = 0;
  const lookup = ((_name: string, options: { all?: boolean }, done: (...answer: unknown[]) => void) => {
    asked++;
    expect(options.all).toBe(true);
    done(
      null,
      answers.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  }) as unknown as typeof systemLookup;
  return { lookup, asked: () => asked };
}

function resolve(guard: Parameters<typeof guardedLookup>[0], all: boolean): Promise<unknown> {
  return new Promise((done, fail) =>
    guardedLookup(guard)("bucket.example", { all }, (error, address, family) =>
      error ? fail(error) : done(all ? address : [address, family]),
    ),
  );
}

test("a name with one private address among public ones is refused whole, without naming the address", async () => {
  const { lookup } = fakeLookup("1.1.1.1", "10.0.0.7");
  for (const all of [true, false]) {
    const fault = await resolve({ allowPrivate: false, lookup }, all).catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ code: "invalid", message: /C2C_ALLOW_PRIVATE_ENDPOINTS/ });
    expect(String(fault)).not.toContain("10.0.0.7");
  }
});

test("a public name is handed on in the form that was asked for, resolved once", async () => {
  const { lookup, asked } = fakeLookup("1.1.1.1", "2606:4700::1");
  expect(await resolve({ allowPrivate: false, lookup }, true)).toEqual([
    { address: "1.1.1.1", family: 4 },
    { address: "2606:4700::1", family: 6 },
  ]);
  expect(await resolve({ allowPrivate: false, lookup }, false)).toEqual(["1.1.1.1", 4]);
  expect(asked()).toBe(2);
});

test("a name without addresses, and one that does not resolve, are refused", async () => {
  await expect(resolve({ allowPrivate: true, lookup: fakeLookup().lookup }, false)).rejects.toMatchObject({
    code: "invalid",
  });
  const lookup = ((_name: string, _options: unknown, done: (error: Error) => void) =>
    done(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }))) as unknown as typeof systemLookup;
  await expect(resolve({ allowPrivate: true, lookup }, true)).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test.each([
  "https://127.0.0.1",
  "https://[::1]:9000",
  "https://[::ffff:169.254.169.254]",
  "https://2130706433",
  "https://0x7f.1",
  "https://017700000001",
  "http://s3.example.com",
  "ftp://s3.example.com",
  "file:///etc/passwd",
  "https://user:word@s3.example.com",
  "https://s3.example.com/?x=1",
  "https://s3.example.com/#x",
  "s3.example.com",
  "",
])("the endpoint %s is refused before anything is sent", (text) => {
  expect(() => vetUrl(text, { allowPrivate: false })).toThrow(expect.objectContaining({ code: "invalid" }));
});

test("an operator may allow private networks and plain http, but nothing that is no http", () => {
  expect(vetUrl("http://127.0.0.1:9000", { allowPrivate: true }).port).toBe("9000");
  expect(() => vetUrl("file:///etc/passwd", { allowPrivate: true })).toThrow(
    expect.objectContaining({ code: "invalid" }),
  );
});

const metadataAddresses = [
  "169.254.169.254",
  "169.254.170.2",
  "100.100.100.200",
  "168.63.129.16",
  "fd00:ec2::254",
  "fe80::a9fe:a9fe",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "64:ff9b::a9fe:a9fe",
];
test.each(metadataAddresses)("%s is never asked, also where private networks are allowed", async (address) => {
  const guard = { allowPrivate: true, lookup: fakeLookup("10.0.0.7", address).lookup };
  const refused = expect.objectContaining({ code: "invalid", message: expect.stringContaining("machines keep") });
  const url = `http://${address.includes(":") ? `[${address}]` : address}/latest/meta-data`;
  expect(() => vetUrl(url, guard)).toThrow(refused);
  expect(() => vetAddress(url, guard)).toThrow(refused);
  await expect(resolve(guard, true)).rejects.toEqual(refused);
});

test("private addresses are asked where they are allowed", async () => {
  const addresses = ["127.0.0.1", "10.0.0.7", "fd12::1", "::1"];
  expect(await resolve({ allowPrivate: true, lookup: fakeLookup(...addresses).lookup }, true)).toHaveLength(4);
  for (const url of ["http://127.0.0.1:9000", "http://[fd12::1]/"])
    expect(vetAddress(url, { allowPrivate: true }).href).toContain(url);
});

test("no connection is made to a private address that a public-looking name resolves to", async () => {
  let reached = 0;
  const server = createServer((_, answer) => {
    reached++;
    answer.end();
  });
  server.on("connection", () => reached++);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const { lookup } = fakeLookup("127.0.0.1");
  const openStore = makeOpenStore({ allowPrivateEndpoints: false, fsRoots: [], lookup });
  const endpoint = `https://bucket.example:${port}`;
  const store = openStore(
    { kind: "s3", bucket: "bucket", region: "us-east-1", endpoint, pathStyle: true },
    { accessKeyId: "key", secretAccessKey: "secret" },
  );
  await expect(store.head("x")).rejects.toMatchObject({ code: "invalid", message: /public internet/ });
  await store.close();
  expect(reached).toBe(0);

  const pool = new Pool(`http://bucket.example:${port}`, {
    connect: { lookup: guardedLookup({ allowPrivate: true, lookup }) },
  });
  const answer = await pool.request({ method: "GET", path: "/" });
  await answer.body.dump();
  await pool.close();
  expect(reached).toBe(2);
  await new Promise((done) => server.close(done));
});

test("a folder outside of the allowed ones is refused with the way to allow it", () => {
  const openStore = makeOpenStore({ allowPrivateEndpoints: false, fsRoots: ["/srv/media"] });
  for (const root of ["/etc", "/srv/media-of-others", "/srv/media/../secrets", "relative", "/srv/media/\0"])
    expect(() => openStore({ kind: "fs", root }, null), root).toThrow(expect.objectContaining({ code: "invalid" }));
  expect(() => openStore({ kind: "fs", root: "/etc" }, null)).toThrow(/C2C_FS_ROOTS/);
  expect(openStore({ kind: "fs", root: "/srv/media/2024" }, null).kind).toBe("fs");
  const closed = makeOpenStore({ allowPrivateEndpoints: false, fsRoots: [] });
  expect(() => closed({ kind: "fs", root: "/srv/media" }, null)).toThrow(/C2C_FS_ROOTS/);
  const open = makeOpenStore({ allowPrivateEndpoints: false, fsRoots: null });
  expect(open({ kind: "fs", root: "/anywhere" }, null).kind).toBe("fs");
});
