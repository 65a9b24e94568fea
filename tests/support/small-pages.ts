import { makeOpenStore } from "../../lib/adapters/store/open-store.ts";
import type { OpenStore, Store } from "../../lib/ports/store.ts";

/** Real stores whose pages are short, so that a few thousand keys are as many pages as a million. */
export function smallPages(limit: number): OpenStore {
  const open = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: null });
  return (location, secret, onWire): Store => {
    const store = open(location, secret, onWire);
    return {
      ...store,
      list: (query) => store.list({ ...query, limit: Math.min(limit, query.limit ?? limit) }),
      folders: (query) => store.folders({ ...query, limit: Math.min(limit, query.limit ?? limit) }),
    };
  };
}
