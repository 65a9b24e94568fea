import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { Agent, type Dispatcher, request } from "undici";
import { Fault } from "../../kernel/fault.ts";
import type { Web, WebAnswer, WebRequest } from "../../ports/web.ts";
import { type GuardOptions, guardedLookup, vetAddress } from "./guard.ts";

const redirects = new Set([301, 302, 303, 307, 308]);
const userAgent = "C2-Concierge/0.1 (Content Credentials inspector)";
const decoders: Record<string, (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** The one way out to addresses that strangers named. */
export function makeWeb(guard: GuardOptions): Web {
  const agent = new Agent({
    connections: 8,
    pipelining: 1,
    keepAliveTimeout: 2_000,
    maxHeaderSize: 32_768,
    connect: { lookup: guardedLookup(guard), timeout: 10_000 },
  });

  async function send(wanted: WebRequest): Promise<WebAnswer> {
    const timeout = AbortSignal.timeout(wanted.timeoutMs);
    const signal = wanted.signal ? AbortSignal.any([timeout, wanted.signal]) : timeout;
    const vet = (text: string) => vetAddress(text, { ...guard, httpsOnly: wanted.httpsOnly ?? false });
    let url = vet(wanted.url);
    for (let left = wanted.redirectsMax ?? 3; ; left--) {
      const answer = await ask(url, wanted, signal);
      const location = redirects.has(answer.statusCode) ? single(answer.headers.location) : null;
      if (location === null) return read(url, answer, wanted);
      answer.body.on("error", () => {}).destroy();
      if (left <= 0) throw new Fault("upstream", `${url.host} sends from one address to the next without end.`);
      // The body of a question is for the address that was named: none of those that answer OCSP redirect.
      if (wanted.body) throw new Fault("upstream", `${url.host} answered with a redirect.`);
      url = followed(url, location, vet);
    }
  }

  async function ask(url: URL, { method = "GET", headers, body }: WebRequest, signal: AbortSignal) {
    try {
      return await request(url, {
        dispatcher: agent,
        method,
        // Asked for as it is kept: a survival is told by its bytes.
        headers: { "accept-encoding": "identity", accept: "*/*", "user-agent": userAgent, ...headers },
        body: body ?? null,
        signal,
      });
    } catch (thrown) {
      throw faultOf(url, thrown);
    }
  }

  return { send };
}

function followed(from: URL, location: string, vet: (text: string) => URL): URL {
  if (!URL.canParse(location, from)) throw new Fault("upstream", `${from.host} sends to an address that is none.`);
  const to = vet(new URL(location, from).href);
  if (from.protocol === "https:" && to.protocol === "http:")
    throw new Fault("upstream", `${from.host} sends from https to http, which is not followed.`);
  return to;
}

async function read(url: URL, { statusCode, headers, body }: Dispatcher.ResponseData, { bytesMax }: WebRequest) {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    if (Number(single(headers["content-length"]) ?? 0) > bytesMax) throw tooLong(url, bytesMax);
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.byteLength;
      if (length > bytesMax) throw tooLong(url, bytesMax);
      chunks.push(chunk);
    }
  } catch (thrown) {
    body.on("error", () => {}).destroy();
    throw faultOf(url, thrown);
  }
  return {
    status: statusCode,
    url: url.href,
    contentType: single(headers["content-type"])?.split(";")[0]?.trim().toLowerCase() || null,
    etag: single(headers.etag),
    links: [headers.link ?? []].flat(),
    bytes: await decoded(url, Buffer.concat(chunks), single(headers["content-encoding"]), bytesMax),
  };
}

async function decoded(url: URL, bytes: Buffer, encoding: string | null, bytesMax: number): Promise<Uint8Array> {
  const name = encoding?.trim().toLowerCase() ?? "identity";
  if (name === "identity" || name === "" || bytes.byteLength === 0) return Uint8Array.from(bytes);
  const decode = decoders[name];
  if (!decode) throw new Fault("upstream", `${url.host} answered in the encoding ${name}, which was not asked for.`);
  try {
    return Uint8Array.from(await decode(bytes, { maxOutputLength: bytesMax }));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLong(url, bytesMax);
    throw new Fault("upstream", `What ${url.host} answered is not in the encoding that it names.`, { cause: thrown });
  }
}

function single(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function tooLong(url: URL, bytesMax: number): Fault {
  return new Fault("limit", `${url.host} answered with more than ${bytesMax.toLocaleString("en-US")} bytes.`, {
    details: { what: "bytes" },
  });
}

/** A refusal of the lookup arrives as the connection's error. */
function faultOf(url: URL, thrown: unknown): Fault {
  if (thrown instanceof Fault && thrown.code !== "invalid") return thrown;
  const inner = thrown instanceof Error ? thrown.cause : undefined;
  if (thrown instanceof Fault || inner instanceof Fault)
    return new Fault("invalid", `${url.host} is not on the public internet, and is not asked.`, {
      details: { what: "address" },
      cause: thrown,
    });
  const name = thrown instanceof Error ? thrown.name : "";
  const late = name === "TimeoutError" || name === "AbortError" || /timeout/i.test(name);
  return new Fault("upstream", `${url.host} ${late ? "did not answer in time" : "did not answer"}.`, { cause: thrown });
}
