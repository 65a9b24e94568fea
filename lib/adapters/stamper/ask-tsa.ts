import { type Agent, request } from "undici";
import { Fault } from "../../kernel/fault.ts";
import { stampFault } from "./stamp-fault.ts";

/** Tokens have two to eight kilobytes. */
const answerBytesMax = 64 << 10;
const retryAfterMsMax = 3_600_000;

/**
 * One request to an authority (RFC 3161, 3.4), and its answer's bytes. A redirect is never followed: where it leads is
 * nothing that anybody vetted or contracted. Throws Fault as `Stamper` says.
 */
export async function askTsa(
  input: { url: URL; authorization: string | null; body: Uint8Array; agent: Agent; timeoutMs: number },
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { url, authorization, body, agent, timeoutMs } = input;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await request(url, {
      method: "POST",
      body,
      dispatcher: agent,
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
      headers: {
        "content-type": "application/timestamp-query",
        accept: "application/timestamp-reply",
        ...(authorization === null ? {} : { authorization }),
      },
    });
    const { statusCode: status, headers } = answer;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      // Leaving the loop destroys the body, and with it the connection that still has more to say.
      if (size > answerBytesMax) throw stampFault("not_a_token", `more than ${answerBytesMax / 1024} kB`);
      chunks.push(chunk);
    }
    if (status === 429) throw stampFault("rate_limited", undefined, { retryAfterMs: retryAfterMs(headers) });
    if (status >= 500)
      throw stampFault("unavailable", `it answered ${status}`, { retryAfterMs: retryAfterMs(headers) });
    if (status !== 200) throw stampFault("refused", `it answered ${status}`);
    const type = String(headers["content-type"] ?? "")
      .split(";")[0]
      ?.trim()
      .toLowerCase();
    if (type !== "application/timestamp-reply") throw stampFault("not_a_token", `of type ${type || "unknown"}`);
    return new Uint8Array(Buffer.concat(chunks));
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    // What the guard refused arrives as the cause of a connection that failed.
    if (thrown instanceof Error && thrown.cause instanceof Fault) throw thrown.cause;
    if (timeout.aborted || signal?.aborted) throw stampFault("timed_out", undefined, { cause: thrown });
    throw stampFault("unavailable", undefined, { cause: thrown });
  }
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfterMs(headers: Record<string, string | string[] | undefined>): number | undefined {
  const text = headers["retry-after"];
  if (typeof text !== "string") return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), retryAfterMsMax) : undefined;
}
