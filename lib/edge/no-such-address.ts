import { Fault } from "../kernel/fault.ts";
import { handler } from "./handler.ts";

/** Below the API nothing else answers: whoever mistyped an address gets the envelope that they parse, and no page. */
const refuse = handler("/{...}", async () => {
  throw new Fault("not_found", "There is no such address in this API. /api/v1/openapi.json lists all that there are.");
});

export const noSuchAddress = { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
