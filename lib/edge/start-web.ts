import { beat } from "../worker/beat.ts";
import { getWiring } from "./get-wiring.ts";
import { watchPeers } from "./origin.ts";

/**
 * What the web process does before its first request: it makes requests carry their peers' addresses, refuses a database
 * role that would see every tenant's rows, and begins to tell of itself.
 */
export async function startWeb(): Promise<void> {
  watchPeers();
  const wiring = getWiring();
  await wiring.database.refuseMightyRole();
  await beat(wiring, "web");
}
