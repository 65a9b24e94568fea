import { asFault, type Fault, type FaultCode } from "../kernel/fault.ts";
import { statusOfRefusal } from "../proof/refuse.ts";

/** HTTP's word for each of the ten codes. */
export const statusOf: Record<FaultCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition: 412,
  limit: 429,
  upstream: 502,
  corrupt: 500,
  internal: 500,
};

/** What an answer of the API is before it is a Response: kept as such for a request that is repeated. */
export interface Answer {
  status: number;
  body: string;
}

/** A value as the API's JSON: BigInt as a decimal string, Date as ISO 8601 in UTC, bytes as base64. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, name: string, plain: unknown) {
    // A Buffer has turned itself into {type, data} by the time it arrives as `plain`.
    const whole = this[name];
    if (whole instanceof Uint8Array) return Buffer.from(whole).toString("base64");
    return typeof plain === "bigint" ? plain.toString() : plain;
  });
}

/** The error envelope: the same five fields for every refusal, and `details` where they help to mend the call. */
export function faultAnswer(fault: Fault, requestId: string, now: Date): Answer {
  const { code, message, details } = fault;
  // An upload's refusals have HTTP's finer words; everything else has its code's.
  const statusCode = (code !== "upstream" && statusOfRefusal(fault)) || statusOf[code];
  return {
    status: statusCode,
    body: toJson({ error: { message, code, statusCode, timestamp: now, requestId, details } }),
  };
}

/** A JSON response that no cache keeps and no browser takes for anything else. */
export function respond({ status, body }: Answer): Response {
  return new Response(body, {
    status,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
      "Referrer-Policy": "no-referrer",
    },
  });
}

/** Any thrown thing as a response, with Retry-After where there is a time to name. */
export function respondFault(thrown: unknown, requestId: string, now: Date): Response {
  const fault = asFault(thrown);
  const response = respond(faultAnswer(fault, requestId, now));
  if (fault.retryAfterMs !== undefined)
    response.headers.set("Retry-After", String(Math.ceil(fault.retryAfterMs / 1000)));
  if (fault.code === "unauthenticated") response.headers.set("WWW-Authenticate", 'Bearer realm="c2c"');
  return response;
}
