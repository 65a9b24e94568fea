import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isFromLoopback, originOf, watchPeers } from "../../lib/edge/origin.ts";
import { cookieValue, sessionCookieOf } from "../../lib/edge/session-cookie.ts";

const server = createServer((incoming, response) => {
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  response.end(
    JSON.stringify({
      direct: originOf(headers, false),
      behind: originOf(headers, true),
      loopback: isFromLoopback(headers),
    }),
  );
});
beforeAll(async () => {
  watchPeers();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => server.close());

function ask(
  headers: Record<string, string>,
): Promise<{ direct: { address: string }; behind: { address: string }; loopback: boolean }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((done, failed) => {
    request({ port, host: "127.0.0.1", headers }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => done(JSON.parse(text)));
    })
      .on("error", failed)
      .end();
  });
}

test("a caller's address is the socket's, whatever the caller writes", async () => {
  const seen = await ask({ "x-forwarded-for": "203.0.113.9", "x-peer": "203.0.113.9", "x-real-ip": "203.0.113.9" });
  expect(seen.direct.address).toBe("127.0.0.1");
});

test("behind a trusted proxy it is the last entry, which the proxy wrote", async () => {
  const seen = await ask({ "x-forwarded-for": "127.0.0.1, 203.0.113.9" });
  expect(seen.behind.address).toBe("203.0.113.9");
});

test("loopback means from this machine, to this machine, through nobody", async () => {
  expect((await ask({})).loopback).toBe(true);
  expect((await ask({ "x-forwarded-for": "127.0.0.1" })).loopback).toBe(false);
  expect((await ask({ forwarded: "for=127.0.0.1" })).loopback).toBe(false);
  expect((await ask({ host: "rebound.example:3000" })).loopback).toBe(false);
});

test("a request that no socket was seen for is from nowhere", () => {
  const headers = new Headers({ "x-forwarded-for": "127.0.0.1", host: "localhost" });
  expect(originOf(headers, true).address).toBeNull();
  expect(isFromLoopback(headers)).toBe(false);
});

test("the session cookie is bound to https where there is https", () => {
  expect(sessionCookieOf("http://127.0.0.1:3000")).toMatchObject({
    name: "next-auth.session-token",
    options: { secure: false, httpOnly: true },
  });
  expect(sessionCookieOf("https://c2c.example")).toMatchObject({
    name: "__Secure-next-auth.session-token",
    options: { secure: true },
  });
});

test("a cookie is found by its whole name", () => {
  const header = "xnext-auth.session-token=no; next-auth.session-token=a%3Db; other";
  expect(cookieValue(header, "next-auth.session-token")).toBe("a=b");
  expect(cookieValue("next-auth.session-token=%E0%A4%A", "next-auth.session-token")).toBeNull();
  expect(cookieValue(null, "x")).toBeNull();
});
