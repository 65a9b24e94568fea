/**
 * A bucket of objects. One conformance suite (`tests/conformance/store-suite.ts`) holds every adapter to these sentences.
 *
 * Keys are UTF-8 text as the store has them: odd characters, `//` and spaces included; never normalized.
 * Every method throws Fault: `forbidden` when the credentials may not, `upstream` (with `retryAfterMs` where the store
 * said so, and `details.what` "slow_down" where it asked for that) for 5xx, SlowDown, resets and time-outs, aborts by
 * `signal` included, `invalid` for a bucket or endpoint that
 * does not exist or a key that this store cannot hold, `precondition` for an archived object, `corrupt` for keys that are
 * no text. A missing object is `null`, never a Fault; a HEAD cannot tell a missing bucket from a missing object, so `head`
 * is `null` there too. Nothing is retried inside: the caller counts attempts.
 */
export interface Store {
  readonly kind: "fs" | "s3" | "r2" | "mem";
  /** One page in strictly ascending order of the key's UTF-8 bytes. `next` is the `startAfter` of the page to come. */
  list(query: { prefix?: string; startAfter?: string; limit?: number; signal?: AbortSignal }): Promise<ListPage>;
  /**
   * The folders directly below a prefix (up to and with the next slash) that sort behind `startAfter`, in the same order,
   * for whoever wants to share a listing out. Those among the first `limit` of folders and objects together; `more` says
   * that there are others behind them. Each is a true prefix of some key.
   */
  folders(query: Parameters<Store["list"]>[0]): Promise<{ folders: string[]; more: boolean }>;
  head(key: string, options?: { signal?: AbortSignal }): Promise<ObjectHead | null>;
  /**
   * The object in memory, or of it the bytes of `range`, which lie in it (else Fault `invalid`). `ifMatch` gives
   * `{ kind: "changed" }` where the ETag is another by now. What has more than `bytesMax` bytes is refused by what the store
   * says of it and while it is read, whatever was said: Fault `invalid`, `isTooLong` of `lib/kernel/too-long.ts`.
   */
  get(key: string, options?: ReadOptions & { range?: ByteRange }): Promise<GetResult>;
  /**
   * Writes all of it or nothing; the bytes may never be seen half written. `if-absent` is exact under a race: of any number
   * of writers exactly one gets `written`. The answer after a lost connection is unknown: read before writing again.
   * `if-match` never lets two writers replace one version, but a loser may get a Fault `upstream` instead of
   * `condition-failed`, and at an endpoint that is neither AWS nor R2 it may take two requests.
   */
  put(key: string, bytes: Uint8Array, options: WriteOptions): Promise<PutResult>;
  /**
   * `get` into a file at `path`, over what it may hold, in bounded memory whatever the object's size, with the SHA-256 of what was
   * written there. Where the answer is not `found`, or a Fault is thrown, what lies there is nothing: it is the caller's to remove.
   */
  download(key: string, path: string, options?: ReadOptions): Promise<DownloadResult>;
  /** `put` from a file, in bounded memory. `file` tells what is in it; a file that is not as told is never written whole. */
  upload(key: string, file: FileFacts, options: WriteOptions): Promise<PutResult>;
  /** Gone afterwards, whether it was there or not. */
  delete(key: string): Promise<void>;
  /** What the bucket tells of itself: `unknown` wherever the credentials may not ask or the store does not know the question. */
  describe(options?: { signal?: AbortSignal }): Promise<BucketFacts>;
  close(): Promise<void>;
}

/** Everyone who reads says how much it may be: an endpoint is a stranger, and what it told before is no promise. */
export interface ReadOptions {
  ifMatch?: string;
  bytesMax?: number;
  signal?: AbortSignal;
}
export interface WriteOptions {
  contentType: string;
  when: PutCondition;
  /** What the object that this comes of had besides its bytes: each kind of store takes what it knows of it. */
  carry?: Carried | undefined;
  signal?: AbortSignal;
}
/**
 * What an object has besides its bytes and type, as far as whoever may write it can give it to another version: not who
 * owns it, who else may read it, its tags, its locks, or under which key it is encrypted.
 */
export interface Carried {
  /** By their names in lower case: what HTTP and S3 say of a body, its user metadata, and its storage class. */
  headers?: Record<string, string>;
  /** A file's permissions. */
  mode?: number;
}
/** From the first to the last byte, both included, counted from 0. */
export interface ByteRange {
  first: number;
  last: number;
}

export type PutCondition = { kind: "if-absent" } | { kind: "if-match"; etag: string } | { kind: "always" };
export type PutResult = { kind: "written"; etag: string } | { kind: "condition-failed" };
export type GetResult = { kind: "found"; head: ObjectHead; bytes: Uint8Array } | { kind: "gone" } | { kind: "changed" };

export type DownloadResult =
  | { kind: "found"; head: ObjectHead; sha256: string }
  | { kind: "gone" }
  | { kind: "changed" };

/** A file with what is in it; `sha256` in hexadecimal. */
export interface FileFacts {
  path: string;
  sizeBytes: number;
  sha256: string;
}

/** What a listing tells of an object. `etag` without quotes. */
export interface ListedObject {
  key: string;
  etag: string;
  sizeBytes: number;
  lastModified: Date;
  storageClass: string;
}
export interface ObjectHead {
  etag: string;
  sizeBytes: number;
  lastModified: Date;
  contentType: string | null;
  carried?: Carried;
}
export interface ListPage {
  objects: ListedObject[];
  next: string | null;
}

/** For the person who connects a bucket. Advice, never a condition: a store may answer `unknown` to all of it. */
export interface BucketFacts {
  region: string | "unknown";
  versioning: "enabled" | "suspended" | "off" | "unknown";
  /** `public`: a policy opens it to everyone. `blocked`: public access is shut off whatever policies say. */
  publicAccess: "public" | "private" | "blocked" | "unknown";
  /** Reports that list the bucket's objects on a schedule, with where they are written; empty where there are none. */
  inventories: InventoryReport[] | "unknown";
}
export interface InventoryReport {
  id: string;
  enabled: boolean;
  format: string;
  schedule: string;
  destinationBucket: string;
  destinationPrefix: string;
}

/** Where a bucket is: what is kept in the clear. `prefix` restricts everything that is read and written to below it. */
export type BucketLocation =
  | { kind: "fs"; root: string }
  | { kind: "s3"; bucket: string; region: string; endpoint: string | null; pathStyle: boolean }
  | { kind: "r2"; bucket: string; accountId: string; endpoint: string | null };

/** What is sealed. `fs` has none. */
export type BucketSecret = { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | null;

/** One request on the wire (one call, for stores without a wire), told when its answer has been read to the end. */
export interface WireEvent {
  /** The class it is priced as. Questions about the bucket itself count as `get`. */
  kind: "list" | "head" | "get" | "put" | "delete";
  /** Bytes of the answer's body and of the request's body; headers are not counted. */
  bytesIn: number;
  bytesOut: number;
  ms: number;
  /** False where the request ended in a Fault. Stores may charge for those too. */
  ok: boolean;
}
export type OnWire = (event: WireEvent) => void;

/** Opens a store. Makes no request; throws Fault `invalid` for a location that can never work. */
export type OpenStore = (location: BucketLocation, secret: BucketSecret, onWire?: OnWire) => Store;
