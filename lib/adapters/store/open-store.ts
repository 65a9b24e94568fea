import { Fault } from "../../kernel/fault.ts";
import type { OpenStore } from "../../ports/store.ts";
import type { GuardOptions } from "../net/guard.ts";
import { openFsStore } from "./fs.ts";
import { openS3Store } from "./s3.ts";
import { s3Address } from "./s3-address.ts";

export interface OpenStoreOptions {
  /** Lets endpoints be on loopback and private networks, and speak plain http. */
  allowPrivateEndpoints: boolean;
  /** Absolute folders at or below which `fs` buckets may live: empty refuses all of them, null allows any folder. */
  fsRoots: string[] | null;
  /** Dates the signatures. */
  now?: () => Date;
  /** Resolves endpoints' names; tests give their own. */
  lookup?: GuardOptions["lookup"];
  /** The most connections of one store, 16 to 64: more does not make S3 faster per process. */
  connections?: number;
}

/** The one way from a bucket's location to its store. The operator's choices are fixed here, a tenant cannot pass them. */
export function makeOpenStore(options: OpenStoreOptions): OpenStore {
  const guard: GuardOptions = { allowPrivate: options.allowPrivateEndpoints };
  if (options.lookup) guard.lookup = options.lookup;
  const now = options.now ?? (() => new Date());
  const connections = options.connections ?? 32;

  return (location, secret, onWire) => {
    if (location.kind === "fs") return openFsStore({ root: location.root, allowedRoots: options.fsRoots, onWire });
    const address = s3Address(location, guard);
    if (!secret?.accessKeyId || !secret.secretAccessKey)
      throw new Fault("invalid", "This bucket needs an access key id and a secret access key.");
    return openS3Store({ kind: location.kind, address, secret, guard, now, onWire, connections });
  };
}
