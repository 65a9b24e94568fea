import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Origin } from "../ports/ctx.ts";

/**
 * Next gives a route no socket, and fills X-Forwarded-For only where the caller sent none, so that a caller can write
 * any address there. So the socket's address is put on each request before Next sees it, in headers whose names end in
 * something that no caller can know. They stay on `globalThis` because Next's bundles each have modules of their own.
 */
const place = Symbol.for("c2c.peer-headers");
type PeerHeaders = { peer: string; forwarded: string };
type Holder = { [place]?: PeerHeaders };

/** Makes every HTTP request of this process carry its peer's address. Call it before the first request; again is nothing. */
export function watchPeers(): void {
  const holder = globalThis as Holder;
  if (holder[place]) return;
  const tail = randomBytes(9).toString("hex");
  const names = { peer: `x-peer-${tail}`, forwarded: `x-peer-forwarded-${tail}` };
  holder[place] = names;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const forwarded = request.headers["x-forwarded-for"] ?? "";
    request.headers[names.peer] = request.socket.remoteAddress ?? "";
    request.headers[names.forwarded] = String(forwarded);
  });
}

function seen(headers: Headers, which: keyof PeerHeaders): string | null {
  const names = (globalThis as Holder)[place];
  return names ? headers.get(names[which]) : null;
}

/**
 * Where a request came from. Behind a proxy that is trusted by configuration the address is the last one of
 * X-Forwarded-For, which that proxy wrote; everything before it the caller may have made up.
 */
export function originOf(headers: Headers, trustProxy: boolean): Origin {
  const peer = plainAddress(seen(headers, "peer"));
  const forwarded = plainAddress(seen(headers, "forwarded")?.split(",").at(-1)?.trim());
  return { address: trustProxy ? (forwarded ?? peer) : peer, userAgent: headers.get("user-agent") };
}

/**
 * Whether the request was made on this machine, to this machine, by no detour: a proxy on the same machine has a
 * loopback address too, and a page that was rebound to 127.0.0.1 still sends its own Host.
 */
export function isFromLoopback(headers: Headers): boolean {
  const peer = plainAddress(seen(headers, "peer"));
  if (!peer || !isLoopback(peer) || seen(headers, "forwarded") || headers.get("forwarded")) return false;
  const host =
    headers
      .get("host")
      ?.replace(/:\d+$/, "")
      .replace(/^\[|\]$/g, "") ?? "";
  return host === "localhost" || isLoopback(host);
}

function isLoopback(address: string): boolean {
  return address === "::1" || /^127(\.\d{1,3}){3}$/.test(address);
}

/** Without the IPv6 dress of IPv4 addresses that a dual-stack socket shows; null for nothing. */
function plainAddress(text: string | null | undefined): string | null {
  if (!text || text.length > 64) return null;
  return text.replace(/^::ffff:(?=\d+\.)/i, "");
}
