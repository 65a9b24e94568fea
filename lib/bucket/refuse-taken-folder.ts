import { isAbsolute, resolve } from "node:path";
import { Fault } from "../kernel/fault.ts";
import type { TenantCtx, Tx } from "../ports/ctx.ts";
import type { BucketLocation } from "../ports/store.ts";
import { folderTaken } from "./rows.ts";

/**
 * Nothing but the allowed folders stands between a person and a folder, so another workspace's is refused, before it is
 * looked at and again before it is kept. The command line's user owns the machine, and its folders.
 */
export async function refuseTakenFolder({ actor }: TenantCtx, tx: Tx, location: BucketLocation): Promise<void> {
  if (location.kind !== "fs" || actor.kind === "cli" || actor.kind === "system") return;
  if (await folderTaken(tx, location.root))
    throw new Fault("conflict", "Another workspace has connected this folder, one in it, or one that holds it.");
}

/** A folder by one spelling: what the refusal compares. A relative path stays as it is, for the store to refuse as one. */
export function plainLocation<L extends BucketLocation>(location: L): L {
  return location.kind === "fs" && isAbsolute(location.root) ? { ...location, root: resolve(location.root) } : location;
}
