import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { probeAccess } from "./probe.ts";
import { plainLocation, refuseTakenFolder } from "./refuse-taken-folder.ts";
import { insertBucket } from "./rows.ts";
import { bucketAccess, bucketName, bucketView, type Capabilities } from "./schema.ts";
import { sealSecret } from "./seal-secret.ts";
import { showBucket } from "./show-bucket.ts";

/** The credentials are sealed before they touch the database and are in no answer, audit row or log. */
export const connectBucket = verb({
  name: "bucket.connect",
  summary: "Probe a bucket and keep it, with its credentials sealed",
  scope: "bucket.manage",
  input: bucketAccess.safeExtend({ name: bucketName }),
  output: bucketView,
  async run(ctx, { name, location: given, secret }) {
    const location = plainLocation(given);
    const found = await probeAccess(ctx, { location, secret });
    refuseUnready(found);
    const now = ctx.now();
    const id = newId("bucket", now);
    const row = {
      tenantId: ctx.tenantId,
      id,
      name,
      location,
      secret: secret && sealSecret(ctx, id, secret),
      capabilities: found,
      now,
    };
    const act = { action: "bucket.connect", subject: id, detail: { name, kind: location.kind } };
    const made = await ctx.write(act, async (tx) => {
      await refuseTakenFolder(ctx, tx, location);
      return insertBucket(tx, row);
    });
    return showBucket(made);
  },
});

/** Throws Fault `precondition`, with every probe in its details, where the bucket cannot be listed or read. */
export function refuseUnready(found: Capabilities): void {
  if (found.ready) return;
  const missing = found.grants.filter(({ grant, ok }) => !ok && (grant === "list" || grant === "get"));
  throw new Fault("precondition", missing[0]?.sentence ?? "The bucket cannot be listed and read.", {
    details: { grants: found.grants },
  });
}
