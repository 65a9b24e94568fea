/** A time-stamp authority (RFC 3161), and what a token of it must satisfy to be counted. */
export interface StampService {
  url: string;
  /** The whole value of the `authorization` header; null where none is needed. */
  authorization: string | null;
  /** PEM, one or several: a token counts only where its certificate leads to one of these. */
  anchorsPem: string;
  /** At most `points` requests in any `windowMs`, whatever the process or the machine that sends them. */
  rate: { points: number; windowMs: number };
  /** Requests that share this key share the rate. */
  rateKey: string;
  /** For one request, and for waiting for one's turn. */
  timeoutMs: number;
  /** Requests for one stamp at most. */
  attempts: number;
}

/** What a token says, after every check of it held. It proves that the bytes existed by `time`, and nothing of before. */
export interface Stamp {
  /** DER of the TimeStampToken. */
  token: Uint8Array;
  tokenSha256: string;
  time: Date;
  /** Of the token, hexadecimal. */
  serial: string;
  /** The authority's policy, an object identifier. */
  policy: string;
  /** The subject of the certificate that signed it. */
  tsa: string;
  tsaNotAfter: Date;
  /** Null where the authority says nothing of it. */
  accuracyMs: number | null;
}

/**
 * Throws Fault with `details.what` one of lib/kernel/stamp-problems.ts. Worth another try later, and tried again inside
 * up to `attempts` times with growing, jittered pauses: `limit` (`retryAfterMs` where it was told) and `upstream`. Final:
 * `precondition` (refused, not trusted, not in date) and `corrupt` (no token, or one for something else).
 */
export interface Stamper {
  /**
   * A stamp over a SHA-256 imprint; `nonce` where somebody else's request is carried on. `unlessDown` for whoever would rather
   * owe the stamp than wait: an authority that did not answer several times in a row is not asked for some minutes.
   */
  stamp(
    imprint: Uint8Array,
    options?: { nonce?: Uint8Array; signal?: AbortSignal; unlessDown?: boolean },
  ): Promise<Stamp>;
  close(): Promise<void>;
}

/** Told of each request that went out, when it has ended. `granted` where a token came back that held. */
export type OnStampWire = (event: { granted: boolean; ms: number }) => void;

/** Opens an authority. Makes no request; throws Fault `invalid` for an address or anchors that can never work. */
export type OpenStamper = (service: StampService, onWire?: OnStampWire) => Stamper;

/** Checks a token that lies there already, as strictly as one that has just come. Throws the same Faults. */
export type CheckStamp = (
  token: Uint8Array,
  expected: { imprint: Uint8Array; anchorsPem: string; now: Date },
) => Promise<Stamp>;
