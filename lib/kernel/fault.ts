/** What every copy of the class below agrees on. */
const mark: unique symbol = Symbol.for("c2c.fault") as never;

/**
 * A refusal that a caller must act on. Every surface maps the ten codes once: HTTP status, CLI exit code,
 * Inngest retriable or final. What happens to one asset in a run is not a Fault but a returned `Outcome`.
 */
export class Fault extends Error {
  readonly [mark] = true;
  readonly code: FaultCode;
  readonly details: FaultDetails | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: FaultCode,
    message: string,
    more: { details?: FaultDetails; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "Fault";
    this.code = code;
    this.details = more.details;
    this.retryAfterMs = more.retryAfterMs;
  }

  /** By its mark: Next bundles this class once for pages and once for what all of them share, and the two are not the same. */
  static override [Symbol.hasInstance](value: unknown): value is Fault {
    return typeof value === "object" && value !== null && mark in value;
  }
}

export const faultCodes = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "precondition",
  "limit",
  "upstream",
  "corrupt",
  "internal",
] as const;
export type FaultCode = (typeof faultCodes)[number];
/** Plain data that helps the caller mend the call, such as one entry per rejected field. Never a secret. */
export type FaultDetails = Record<string, unknown>;

/** Any thrown thing as a Fault. A stranger becomes `internal` with a sentence that gives nothing of it away. */
export function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault("internal", "Something went wrong on our side. Try again, and tell us the request id if it stays.", {
    cause: thrown,
  });
}

/** Whether doing the same thing again may succeed: decides Inngest's retry and the CLI's advice. */
export function isRetriable(code: FaultCode): boolean {
  return code === "limit" || code === "upstream" || code === "internal";
}
