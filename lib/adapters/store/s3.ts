import { compareKeys } from "../../kernel/compare-keys.ts";
import type {
  ByteRange,
  ListPage,
  ObjectHead,
  PutCondition,
  PutResult,
  ReadOptions,
  Store,
  WriteOptions,
} from "../../ports/store.ts";
import { carriedHeaders } from "./carried-headers.ts";
import { checkKey, checkText } from "./check-key.ts";
import { describeBucket } from "./describe-bucket.ts";
import { outOfRange, piecesOf, readAsTold, wholeBytesMax, writeWhole } from "./file-calls.ts";
import { parseFolders, parseList, unquoted } from "./parse-list.ts";
import { readS3Error, s3Fault } from "./s3-fault.ts";
import { openS3Wire, type S3Answer, type S3Body, type S3Into, type S3WireOptions, textOf } from "./s3-wire.ts";
import { writePieces } from "./write-pieces.ts";

export interface S3StoreOptions extends S3WireOptions {
  kind: "s3" | "r2";
}

/**
 * The port over S3's REST API: five calls, each one request, but for two cases. A truncated listing without a single
 * object goes on by its continuation token. And a conditional overwrite at an unknown endpoint asks a second time, see
 * `putIfMatch`.
 */
export function openS3Store(options: S3StoreOptions): Store {
  const wire = openS3Wire(options);
  const { address, kind } = options;
  let etagForm: EtagForm | null = address.wellKnown ? "quoted" : null;

  async function list(query: Parameters<Store["list"]>[0]): Promise<ListPage> {
    const { startAfter = "", signal } = query;
    const asked = listQuery(query);
    for (;;) {
      const answer = await wire.send({ kind: "list", method: "GET", key: null, query: asked, signal });
      const { objects, truncated, continuationToken } = parseList(textOf(answer.bytes), startAfter);
      const last = objects.at(-1);
      if (last || !truncated || !continuationToken) return { objects, next: truncated && last ? last.key : null };
      asked["continuation-token"] = continuationToken;
    }
  }

  async function folders(query: Parameters<Store["folders"]>[0]): ReturnType<Store["folders"]> {
    const asked = { ...listQuery(query), delimiter: "/" };
    const answer = await wire.send({ kind: "list", method: "GET", key: null, query: asked, signal: query.signal });
    const { folders: found, more } = parseFolders(textOf(answer.bytes));
    // Stores tell the folder that `startAfter` lies in, or do not.
    return { folders: found.filter((folder) => compareKeys(folder, query.startAfter ?? "") > 0), more };
  }

  async function put(key: string, body: () => Promise<S3Body>, { contentType, when, carry, signal }: WriteOptions) {
    const headers: Record<string, string> = { ...carry?.headers, "content-type": contentType };
    if (when.kind === "if-absent") headers["if-none-match"] = "*";
    if (when.kind === "if-match") return putIfMatch(key, body, headers, when.etag, signal);
    return written(await send(key, await body(), headers, when, signal));
  }

  /**
   * HTTP wants an entity tag in quotes, and so it goes to AWS and R2. Ceph's gateway (and stores built on it) compares the
   * header of a PUT as it is with the bare tag, so that quotes never match. At an unknown endpoint quotes go first,
   * because a store that misreads the other form could write without a condition; after a 412 the bare tag goes once.
   * The form that has ever matched is kept, so that the doubling ends with the first success.
   */
  async function putIfMatch(
    key: string,
    body: () => Promise<S3Body>,
    headers: Record<string, string>,
    etag: string,
    signal?: AbortSignal,
  ): Promise<PutResult> {
    const forms: EtagForm[] = etagForm ? [etagForm] : ["quoted", "bare"];
    for (const form of forms) {
      const value = form === "quoted" ? `"${etag}"` : etag;
      const result = written(
        await send(key, await body(), { ...headers, "if-match": value }, { kind: "if-match", etag }, signal),
      );
      if (result.kind === "condition-failed") continue;
      etagForm = form;
      return result;
    }
    return { kind: "condition-failed" };
  }

  async function send(
    key: string,
    body: S3Body,
    headers: Record<string, string>,
    when: PutCondition,
    signal?: AbortSignal,
  ): Promise<S3Answer | null> {
    const expected = { always: [], "if-absent": [412], "if-match": [404, 412] }[when.kind];
    const answer = await wire.send({ kind: "put", method: "PUT", key, headers, body, expected, signal });
    if (answer.status < 300) return answer;
    // AWS answers If-Match on an object that is not there with NoSuchKey.
    if (answer.status === 412 || isNoSuchKey(answer)) return null;
    throw s3Fault({ ...answer, body: textOf(answer.bytes) });
  }

  async function fetchObject(
    key: string,
    { ifMatch, bytesMax, range, signal }: ReadOptions & { range?: ByteRange },
    into?: S3Into,
  ): Promise<{ kind: "found"; head: ObjectHead; answer: S3Answer } | { kind: "gone" } | { kind: "changed" }> {
    checkKey(key);
    // Every store that we know reads the quoted form on GET.
    const headers: Record<string, string> = ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` };
    if (range) headers.range = `bytes=${range.first}-${range.last}`;
    const partBytes = range && range.last - range.first + 1;
    const most = bytesMax === undefined ? partBytes : Math.min(bytesMax, partBytes ?? bytesMax);
    const asked = { kind: "get", method: "GET", key, headers, bytesMax: most, expected: [404, 412], signal } as const;
    const answer = await wire.send(into ? { ...asked, into } : asked);
    if (answer.status === 412 && ifMatch !== undefined) return { kind: "changed" };
    if (isNoSuchKey(answer)) return { kind: "gone" };
    if (answer.status >= 300) throw s3Fault({ ...answer, body: textOf(answer.bytes) });
    const received = answer.taken?.sizeBytes ?? answer.bytes.byteLength;
    if (range && received !== partBytes) throw outOfRange();
    const head = objectHead(answer, range ? wholeSize(answer, range) : received);
    // A store that ignores the condition is caught here.
    if (ifMatch !== undefined && head.etag !== ifMatch) return { kind: "changed" };
    return { kind: "found", head, answer };
  }

  return {
    kind,
    list,
    folders,
    async head(key, { signal } = {}) {
      checkKey(key);
      const answer = await wire.send({ kind: "head", method: "HEAD", key, expected: [404], signal });
      return answer.status === 404 ? null : objectHead(answer, Number(header(answer, "content-length")));
    },
    async get(key, options = {}) {
      const got = await fetchObject(key, options);
      return got.kind === "found" ? { kind: "found", head: got.head, bytes: got.answer.bytes } : got;
    },
    async download(key, path, options = {}) {
      const into = { fromBytes: wholeBytesMax, take: (pieces: AsyncIterable<Uint8Array>) => writePieces(path, pieces) };
      const got = await fetchObject(key, options, into);
      if (got.kind !== "found") return got;
      const { taken, bytes } = got.answer;
      return { kind: "found", head: got.head, sha256: taken?.sha256 ?? writeWhole(path, bytes) };
    },
    async put(key, bytes, options) {
      checkKey(key);
      return put(key, async () => bytes, options);
    },
    async upload(key, file, options) {
      checkKey(key);
      const body = async (): Promise<S3Body> =>
        file.sizeBytes <= wholeBytesMax ? readAsTold(file) : { ...file, pieces: piecesOf(file) };
      return put(key, body, options);
    },
    async delete(key) {
      checkKey(key);
      const answer = await wire.send({ kind: "delete", method: "DELETE", key, expected: [404] });
      if (answer.status === 404 && !isNoSuchKey(answer)) throw s3Fault({ ...answer, body: textOf(answer.bytes) });
    },
    describe: ({ signal } = {}) => describeBucket(wire, address, signal),
    close: () => wire.close(),
  };
}

function listQuery({ prefix = "", startAfter = "", limit = 1000 }: Parameters<Store["list"]>[0]) {
  checkText(prefix);
  checkText(startAfter);
  const asked: Record<string, string> = {
    "encoding-type": "url",
    "list-type": "2",
    "max-keys": String(Math.min(limit, 1000)),
  };
  if (prefix) asked.prefix = prefix;
  if (startAfter) asked["start-after"] = startAfter;
  return asked;
}

type EtagForm = "quoted" | "bare";

function written(answer: S3Answer | null): PutResult {
  if (!answer) return { kind: "condition-failed" };
  return { kind: "written", etag: unquoted(header(answer, "etag")) };
}

function isNoSuchKey(answer: S3Answer): boolean {
  if (answer.status !== 404) return false;
  const { code } = readS3Error({ ...answer, body: textOf(answer.bytes) });
  // A 404 with a page in it comes from something that is no store, and tells nothing about the object.
  return code === "NoSuchKey" || code === "NoSuchVersion" || answer.bytes.byteLength === 0;
}

function objectHead(answer: S3Answer, sizeBytes: number): ObjectHead {
  return {
    etag: unquoted(header(answer, "etag")),
    sizeBytes,
    lastModified: new Date(header(answer, "last-modified")),
    contentType: header(answer, "content-type") || null,
    carried: { headers: carriedHeaders(answer.headers) },
  };
}

/** Of which a part was sent: `Content-Range: bytes 0-9/120`. */
function wholeSize(answer: S3Answer, { first, last }: ByteRange): number {
  const [, from, to, whole] = /^bytes (\d+)-(\d+)\/(\d{1,15})$/.exec(header(answer, "content-range")) ?? [];
  if (answer.status !== 206 || Number(from) !== first || Number(to) !== last) throw outOfRange();
  return Number(whole);
}

function header(answer: S3Answer, name: string): string {
  const value = answer.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}
