import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Agent } from "undici";
import { asFault, Fault } from "../../kernel/fault.ts";
import type { Limits } from "../../ports/limits.ts";
import type { OpenStamper, Stamp } from "../../ports/stamper.ts";
import { type GuardOptions, guardedLookup, vetUrl } from "../net/guard.ts";
import { askTsa } from "./ask-tsa.ts";
import { readPem } from "./certificate-path.ts";
import { checkToken } from "./check-token.ts";
import { makeDowntime } from "./downtime.ts";
import { stampFault } from "./stamp-fault.ts";
import { timeStampRequest, tokenOfResponse } from "./time-stamp-message.ts";
import { makeTurns } from "./wait-turn.ts";

export interface StamperOptions {
  guard: GuardOptions;
  limits: Limits;
  now?: () => Date;
  random?: () => number;
}

const pauseMsFirst = 500;
const connections = 16;

/** Authorities over HTTP. The rate of each is kept over all processes that share `limits`. */
export function makeOpenStamper({
  guard,
  limits,
  now = () => new Date(),
  random = Math.random,
}: StamperOptions): OpenStamper {
  const sleep = (ms: number, signal?: AbortSignal) =>
    pause(ms, undefined, { ref: true, ...(signal ? { signal } : {}) });
  const waitTurn = makeTurns(limits, sleep);
  const downtime = makeDowntime(() => now().getTime());

  return (service, onWire) => {
    const url = vetUrl(service.url, {
      ...guard,
      field: "url",
      example: "https://timestamp.example.com",
      // Many authorities know nothing but http. Credentials are a secret all the same.
      mayBeHttp: service.authorization === null,
    });
    refuseAnchors(service.anchorsPem);
    const agent = new Agent({ connections, pipelining: 1, connect: { lookup: guardedLookup(guard), timeout: 10_000 } });

    async function once(imprint: Uint8Array, given: Uint8Array | undefined, signal?: AbortSignal) {
      await waitTurn(service, performance.now.bind(performance), signal);
      // A request anew has a nonce anew, unless it is somebody else's that is carried on.
      const nonce = given ?? newNonce();
      const startedMs = performance.now();
      let granted = false;
      try {
        const body = timeStampRequest(imprint, nonce);
        const { authorization, timeoutMs } = service;
        const answer = await askTsa({ url, authorization, body, agent, timeoutMs }, signal);
        const token = tokenOfResponse(answer);
        const expected = { imprint, nonce, anchorsPem: service.anchorsPem, now: now() };
        const stamp = await checkToken(token, expected);
        granted = true;
        return stamp;
      } finally {
        onWire?.({ granted, ms: performance.now() - startedMs });
      }
    }

    async function several(imprint: Uint8Array, nonce: Uint8Array | undefined, signal?: AbortSignal): Promise<Stamp> {
      for (let attempt = 1; ; attempt++) {
        try {
          signal?.throwIfAborted();
          return await once(imprint, nonce, signal);
        } catch (thrown) {
          if (signal?.aborted && !(thrown instanceof Fault))
            throw stampFault("timed_out", undefined, { cause: thrown });
          const fault = asFault(thrown);
          const waitMs = fault.retryAfterMs ?? pauseMsFirst * 2 ** (attempt - 1) * (0.5 + random());
          const worthIt = fault.code === "upstream" || fault.details?.what === "rate_limited";
          // An authority that wants a longer pause than anybody here waits for gets it: the stamp becomes a debt.
          if (!worthIt || attempt >= service.attempts || waitMs > service.timeoutMs) throw fault;
          await sleep(waitMs, signal).catch((cause) => {
            throw stampFault("timed_out", undefined, { cause });
          });
        }
      }
    }

    return {
      async stamp(imprint, { nonce, signal, unlessDown = false } = {}) {
        const name = `${service.rateKey} ${url.href}`;
        if (unlessDown) downtime.refuse(name);
        try {
          const stamp = await several(imprint, nonce, signal);
          downtime.tell(name, null);
          return stamp;
        } catch (thrown) {
          // Who gave up waiting says nothing about the authority, nor does a turn that did not come.
          const fault = asFault(thrown);
          if (!signal?.aborted && fault.details?.what !== "out_of_turn") downtime.tell(name, fault);
          throw fault;
        }
      },
      close: () => agent.close(),
    };
  };
}

/** Positive and of full length, so that its DER is the same eight bytes everywhere. */
function newNonce(): Uint8Array {
  const nonce = randomBytes(8);
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  return nonce;
}

function refuseAnchors(pem: string): void {
  try {
    readPem(pem);
  } catch (cause) {
    const message = "The anchors must be certificates in PEM: what the authority publishes as its root.";
    throw new Fault("invalid", message, { details: { fields: [{ path: "anchorsPem", message }] }, cause });
  }
}
