import { inspectProof } from "../proof/inspect.ts";
import { respond, toJson } from "./answer.ts";
import { type Arrival, admit } from "./handler.ts";
import { receiveUpload } from "./receive-upload.ts";

/**
 * An uploaded image and what its Content Credential says. With an API key, or a session and a workspace's name, that
 * workspace's own anchors are trusted; otherwise none.
 */
export async function verifyUpload(arrival: Arrival): Promise<Response> {
  const startedMs = performance.now();
  const { caller, wiring, request } = arrival;
  const ctx = await admit(arrival, inspectProof, caller.apiKey !== null || caller.slug !== null);
  const found = await wiring.ports.scratch.within(async (folder) =>
    inspectProof(ctx, await receiveUpload(request, folder)),
  );
  const response = respond({ status: 200, body: toJson(found) });
  response.headers.set("X-Processing-Time", String(Math.round(performance.now() - startedMs)));
  return response;
}
