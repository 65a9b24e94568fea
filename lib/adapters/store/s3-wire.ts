import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { type Dispatcher, Pool } from "undici";
import { Fault } from "../../kernel/fault.ts";
import { tooLong } from "../../kernel/too-long.ts";
import type { BucketSecret, OnWire, WireEvent } from "../../ports/store.ts";
import { type GuardOptions, guardedLookup } from "../net/guard.ts";
import { countWire, type Moved, throwIfAborted } from "./count-wire.ts";
import type { S3Address } from "./s3-address.ts";
import { connectionFault, s3Fault } from "./s3-fault.ts";
import { encodePath, encodeQuery, makeSigner } from "./sigv4.ts";
import { isOffClock, makeStoreClock, offClock } from "./store-clock.ts";

export interface S3Request {
  kind: WireEvent["kind"];
  method: "GET" | "HEAD" | "PUT" | "DELETE";
  /** Null for the bucket itself. */
  key: string | null;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: S3Body;
  /** Where a success's body goes when it is long: in pieces, and the answer's `bytes` stay empty. */
  into?: S3Into;
  /** The longest body of a success that is taken; of an object a gigabyte in memory where nothing is said. */
  bytesMax?: number | undefined;
  /** Statuses that are answers to the caller, apart from the successes. */
  expected?: readonly number[];
  signal?: AbortSignal | undefined;
}
/** Pieces are hashed by whoever has them: their SHA-256 goes into the signature over http. */
export type S3Body = Uint8Array | { pieces: AsyncIterable<Uint8Array>; sizeBytes: number; sha256: string };
/** Takes the body of an object of more bytes than `fromBytes`. */
export interface S3Into {
  fromBytes: number;
  take(pieces: AsyncIterable<Uint8Array>): Promise<{ sizeBytes: number; sha256: string }>;
}
export interface S3Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** The whole body, as stored: nothing is decompressed. */
  bytes: Uint8Array;
  /** What `into` made of the body, where it got it. */
  taken: { sizeBytes: number; sha256: string } | null;
}
export interface S3Wire {
  /**
   * Signs and sends once, reads the answer to its end; once more where the store's clock turns out to be another than ours.
   * Throws Fault for statuses that are neither success nor expected.
   */
  send(request: S3Request): Promise<S3Answer>;
  close(): Promise<void>;
}
export interface S3WireOptions {
  address: S3Address;
  secret: NonNullable<BucketSecret>;
  guard: GuardOptions;
  now: () => Date;
  onWire: OnWire | undefined;
  connections: number;
}

/** An endpoint is a stranger: it may not fill the memory. A page of 1,000 long keys stays below 8 MB. */
const answerBytesMax = 16 << 20;
const objectBytesMax = 1 << 30;
/** S3's own limit for one PUT, and so the largest object that is ever taken in pieces. */
const piecesBytesMax = 5 * 2 ** 30;
const emptyHash = createHash("sha256").digest("hex");

/**
 * A pool of keep-alive connections to one bucket. Redirects are never followed: a signature is for one host, and where a
 * redirect leads is nothing that the guard has seen. Over https the body goes unhashed, as TLS keeps it whole already and
 * a hash would cost more than all the rest; over http it is hashed and signed.
 */
export function openS3Wire({ address, secret, guard, now, onWire, connections }: S3WireOptions): S3Wire {
  const sign = makeSigner(secret, address.region);
  const clock = makeStoreClock(now);
  const secure = address.origin.startsWith("https:");
  const pool = new Pool(address.origin, {
    connections,
    pipelining: 1,
    connect: { lookup: guardedLookup(guard), timeout: 10_000 },
    headersTimeout: 60_000,
    bodyTimeout: 30_000,
  });

  async function send(request: S3Request): Promise<S3Answer> {
    try {
      return await sendOnce(request);
    } catch (thrown) {
      // Pieces can be read once: whoever has them comes again.
      if (!isOffClock(thrown) || isPieces(request.body)) throw thrown;
      return sendOnce(request);
    }
  }

  async function sendOnce(request: S3Request): Promise<S3Answer> {
    const { kind, method, key, query = {}, headers = {}, body, into, bytesMax, expected = [], signal } = request;
    return countWire(onWire, kind, async (moved) => {
      throwIfAborted(signal);
      const path = address.basePath + (key === null ? "/" : `/${encodePath(key)}`);
      const search = encodeQuery(query);
      const bodyBytes = sizeOf(body);
      const payloadHash = bodyBytes === 0 ? emptyHash : secure ? "UNSIGNED-PAYLOAD" : hashOf(body);
      const unsigned = { method, path, query: search, headers: { ...headers, host: address.host }, payloadHash };
      const dated = clock.now();
      let answer: S3Answer;
      try {
        // Of a request that ends badly, what was meant to go out: how much of it did, nobody knows.
        moved.bytesOut = bodyBytes;
        const response = await pool.request({
          method,
          path: search ? `${path}?${search}` : path,
          headers: {
            ...sign(unsigned, dated),
            ...(isPieces(body) ? { "content-length": String(bodyBytes) } : {}),
          },
          body: isPieces(body) ? Readable.from(body.pieces, { objectMode: false }) : (body ?? null),
          signal: signal ?? null,
        });
        const success = response.statusCode < 300;
        const announced = response.headers["content-length"];
        const status = { status: response.statusCode, headers: response.headers };
        const refuse = () => (key !== null && bytesMax !== undefined ? tooLong(key, bytesMax) : tooMuch());
        if (into && success && Number(announced ?? Number.POSITIVE_INFINITY) > into.fromBytes) {
          const most = { bytesMax: bytesMax ?? piecesBytesMax, announced: Number(announced ?? 0), refuse };
          const taken = await into.take(counted(response.body, moved, most)).catch((thrown: unknown) => {
            // Whoever could not even begin to take it leaves a body that nobody reads, and closing would wait for it for ever.
            response.body.destroy();
            throw thrown;
          });
          answer = { ...status, bytes: new Uint8Array(0), taken };
        } else {
          const bytes = await readAll(
            response.body,
            announced,
            kind === "get" && success ? (bytesMax ?? objectBytesMax) : answerBytesMax,
            refuse,
          );
          moved.bytesIn = bytes.byteLength;
          answer = { ...status, bytes, taken: null };
        }
      } catch (thrown) {
        throw connectionFault(thrown, signal);
      }
      if ((answer.status >= 200 && answer.status < 300) || expected.includes(answer.status)) return answer;
      throw clock.setBy(answer, dated) ? offClock() : s3Fault({ ...answer, body: textOf(answer.bytes) });
    });
  }

  // What is under way has an owner who waits for it; idle connections go at once.
  return { send, close: () => (pool.closed || pool.destroyed ? Promise.resolve() : pool.close()) };
}

function isPieces(body: S3Body | undefined): body is Exclude<S3Body, Uint8Array> {
  return body !== undefined && "pieces" in body;
}

function sizeOf(body: S3Body | undefined): number {
  return isPieces(body) ? body.sizeBytes : (body?.byteLength ?? 0);
}

function hashOf(body: S3Body | undefined): string {
  return isPieces(body)
    ? body.sha256
    : createHash("sha256")
        .update(body ?? new Uint8Array(0))
        .digest("hex");
}

/** The pieces as they come, counted; as many bytes as may be at most. */
async function* counted(
  body: AsyncIterable<Uint8Array>,
  moved: Moved,
  { bytesMax, announced, refuse }: { bytesMax: number; announced: number; refuse: () => Fault },
): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    moved.bytesIn += piece.byteLength;
    // Thrown inside the loop, which closes the connection.
    if (Math.max(moved.bytesIn, announced) > bytesMax) throw refuse();
    yield piece;
  }
}

function tooMuch(): Fault {
  return new Fault("invalid", "The store answered with more bytes than can be taken at once.");
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

/** One buffer of the announced length, filled as the bytes come: undici's own reader would hold them twice. */
async function readAll(
  body: Dispatcher.ResponseData["body"],
  announced: string | string[] | undefined,
  bytesMax: number,
  refuse: () => Fault,
): Promise<Uint8Array> {
  const length = typeof announced === "string" && /^\d{1,15}$/.test(announced) ? Number(announced) : null;
  const chunks: Uint8Array[] = [];
  let whole: Uint8Array | null = null;
  let at = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    if (at + chunk.byteLength > bytesMax || (length ?? 0) > bytesMax) throw refuse();
    if (length !== null && whole === null) whole = new Uint8Array(length);
    if (whole) whole.set(chunk, at);
    else chunks.push(chunk);
    at += chunk.byteLength;
  }
  if (whole) return at === whole.byteLength ? whole : whole.subarray(0, at);
  return chunks.length === 0 ? new Uint8Array(0) : new Uint8Array(Buffer.concat(chunks));
}
