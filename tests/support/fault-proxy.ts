import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to one request on its way; with `method`, to the next one of that method. */
export type WireFault = { method?: string } & WireFaultKind;
type WireFaultKind =
  /** Answered by the proxy in S3's manner; the store never sees the request. */
  | { kind: "answer"; status: number; code: string; headers?: Record<string, string>; extra?: string }
  /** The store does what it is asked to, and its answer never arrives. */
  | { kind: "lose-answer" }
  /** The store does what it is asked to, and nothing is ever answered. */
  | { kind: "hang-after" }
  /** The store is asked the same a moment before, and that answer is dropped: a conditional write meets its own like. */
  | { kind: "twice" }
  /** The answer's head and half of its body arrive. */
  | { kind: "cut-answer" }
  /** The connection ends before the store sees anything. */
  | { kind: "reset" }
  /** Nothing is ever answered. */
  | { kind: "hang" };

export interface FaultProxy {
  endpoint: string;
  /** Spoils the requests to come, one each, in order; those after them pass. */
  spoil(...faults: WireFault[]): void;
  /** Requests that have come in, passed or spoiled, as `METHOD host/path`. */
  readonly seen: string[];
  close(): Promise<void>;
}

/**
 * A proxy in front of a store that breaks the requests it is told to break. The rest is passed on as it is, the `host`
 * header included, so that signatures hold. Without a store behind it, only spoiled requests are answered.
 */
export async function startFaultProxy(store: string | null): Promise<FaultProxy> {
  const faults: WireFault[] = [];
  const seen: string[] = [];
  const server = createServer((incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.headers.host}${incoming.url}`);
    const at = faults.findIndex(({ method }) => method === undefined || method === incoming.method);
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0];
    incoming.on("error", () => {});
    if (fault?.kind === "reset") incoming.socket.destroy();
    else if (fault?.kind === "hang") incoming.resume();
    else if (fault?.kind === "answer") answer(incoming, outgoing, fault);
    else if (store === null) answer(incoming, outgoing, { kind: "answer", status: 500, code: "InternalError" });
    else void pass(store, incoming, outgoing, fault);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spoil: (...more) => void faults.push(...more),
    seen,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function answer(incoming: IncomingMessage, outgoing: ServerResponse, fault: Extract<WireFault, { kind: "answer" }>) {
  const body =
    incoming.method === "HEAD"
      ? ""
      : `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${fault.code}</Code><Message>As told</Message>${fault.extra ?? ""}</Error>`;
  // S3 too answers early, but a client that still writes would see a reset instead of the answer.
  incoming.resume().on("end", () => {
    outgoing.writeHead(fault.status, { "content-type": "application/xml", ...fault.headers }).end(body);
  });
}

async function pass(
  store: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fault: WireFault | undefined,
): Promise<void> {
  try {
    const sent = await readWhole(incoming);
    if (fault?.kind === "twice") await forward(store, incoming, sent);
    const { status, headers, body } = await forward(store, incoming, sent);
    if (fault?.kind === "hang-after") return;
    if (fault?.kind === "lose-answer") return void incoming.socket.destroy();
    outgoing.writeHead(status, headers);
    if (fault?.kind !== "cut-answer") return void outgoing.end(body);
    outgoing.write(body.subarray(0, body.byteLength >> 1), () => incoming.socket.destroy());
  } catch {
    // Whichever side went away, the other one has nothing to wait for.
    incoming.socket.destroy();
  }
}

async function forward(store: string, { method, url, headers }: IncomingMessage, body: Buffer) {
  const { hostname, port } = new URL(store);
  const answered = await new Promise<IncomingMessage>((resolve, reject) => {
    const onward = request({ hostname, port, method, path: url, headers }, resolve);
    onward.on("error", reject);
    onward.end(body);
  });
  return { status: answered.statusCode ?? 502, headers: answered.headers, body: await readWhole(answered) };
}

async function readWhole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
