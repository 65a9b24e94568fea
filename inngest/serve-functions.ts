import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { InngestFunction } from "inngest";
import { serve } from "inngest/node";
import type { Inngest } from "./client.ts";

export interface ServedFunctions {
  readonly port: number;
  /** Takes no more calls, and waits for those in hand up to the deadline. */
  stop(): Promise<void>;
}

const path = "/api/inngest";
const stopDeadlineMs = 15_000;

/**
 * Answers an Inngest server's calls of the durable functions at `/api/inngest`, and nothing else. The SDK refuses what
 * that server did not sign. Throws where nobody can listen at the address.
 */
export async function serveFunctions(
  inngest: Inngest,
  functions: InngestFunction.Like[],
  at: { host: string; port: number },
): Promise<ServedFunctions> {
  const handler = serve({ client: inngest, functions, servePath: path });
  const server = createServer((request, response) => {
    if (request.url?.split("?")[0] === path) handler(request, response);
    else response.writeHead(404).end();
  });
  // A step takes as long as its budget; the server that waits for it has a limit of its own.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        const giveUp = setTimeout(() => server.closeAllConnections(), stopDeadlineMs);
        server.close(() => {
          clearTimeout(giveUp);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
