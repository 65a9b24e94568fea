import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeOpenStore } from "../../lib/adapters/store/open-store.ts";
import { storeSuite } from "./store-suite.ts";

storeSuite({
  name: "a folder",
  anyKey: false,
  async makeBucket() {
    const root = await realpath(await mkdtemp(join(tmpdir(), "c2c-store-")));
    const openStore = makeOpenStore({ allowPrivateEndpoints: false, fsRoots: [root] });
    return {
      open: (onWire) => openStore({ kind: "fs", root }, null, onWire),
      remove: () => rm(root, { recursive: true, force: true }),
    };
  },
});
