import { type MemBucket, openMemStore } from "../../lib/adapters/store/mem.ts";
import { storeSuite } from "./store-suite.ts";

storeSuite({
  name: "memory",
  anyKey: true,
  async makeBucket() {
    const bucket: MemBucket = new Map();
    return {
      open: (onWire) => openMemStore(onWire ? { bucket, onWire } : { bucket }),
      remove: async () => bucket.clear(),
    };
  },
});
