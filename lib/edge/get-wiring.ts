import { env } from "../env.ts";
import { makeLog } from "../log.ts";
import { type Wiring, wire } from "../wire.ts";

const place = Symbol.for("c2c.wiring");
type Holder = { [place]?: Wiring };

/**
 * The web process's wiring, made on first use. It stays on `globalThis` because Next's bundles each have modules of
 * their own: one pool of connections for all of them is thrift, and nothing is right or wrong by it.
 */
export function getWiring(): Wiring {
  const holder = globalThis as Holder;
  holder[place] ??= wire({ env: env(), log: makeLog("web"), processName: "web", connections: 10 });
  return holder[place];
}

/** Puts another wiring in the process's place, such as a test's; null takes it away. */
export function setWiring(wiring: Wiring | null): void {
  (globalThis as Holder)[place] = wiring ?? undefined;
}
