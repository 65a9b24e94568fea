import { openBucketStore } from "../bucket/open-bucket-store.ts";
import type { Id } from "../kernel/ids.ts";
import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Stamper, StampService } from "../ports/stamper.ts";
import type { Store } from "../ports/store.ts";
import { openService } from "../stamper/open-service.ts";

/** What paying debts needs, each opened when it is first asked for and closed together. Throws what opening throws. */
export interface Purse {
  store(bucketId: Id<"bucket">): Promise<Store>;
  authority(
    profile: StampProfileName,
  ): Promise<{ service: StampService; stamper: Stamper; tooLong: { bytes: number } }>;
  close(): Promise<void>;
}

export function openPurse(ctx: TenantCtx): Purse {
  const stores = new Map<string, Promise<Store>>();
  const authorities = new Map<string, ReturnType<Purse["authority"]>>();
  function once<T>(kept: Map<string, Promise<T>>, name: string, open: () => Promise<T>): Promise<T> {
    const known = kept.get(name) ?? open();
    kept.set(name, known);
    return known;
  }
  return {
    store: (bucketId) => once(stores, bucketId, () => openBucketStore(ctx, bucketId)),
    authority: (profile) =>
      once(authorities, profile, async () => {
        const service = await openService(ctx, profile);
        return { service, stamper: ctx.ports.openStamper(service), tooLong: { bytes: 0 } };
      }),
    async close() {
      const opened = await Promise.allSettled([...stores.values()]);
      const asked = await Promise.allSettled([...authorities.values()]);
      for (const store of opened) if (store.status === "fulfilled") await store.value.close();
      for (const each of asked) if (each.status === "fulfilled") await each.value.stamper.close();
    },
  };
}
