import { connectBucket } from "../../lib/bucket/connect.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { testDatabase } from "../support/database.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";
import { engineSection } from "./support/scale-engine.ts";
import { importSection } from "./support/scale-import.ts";
import { listingSection, startScaleStore } from "./support/scale-listing.ts";
import { sampleSection } from "./support/scale-sample.ts";
import { settleSection } from "./support/scale-settle.ts";
import type { ScaleSection, ScaleStage } from "./support/scale-stage.ts";

/**
 * What the parts of the product do over an inventory of a million objects. `npm run bench -- scale [rows]`. Each section
 * is a file beside `support/scale-stage.ts`; the first makes the inventory that the others are about.
 */
const sections: ScaleSection[] = [importSection, sampleSection, listingSection, settleSection, engineSection];

async function main(rows: number): Promise<void> {
  const db = await testDatabase();
  const wiring = testWiring(db);
  const server = await startScaleStore(rows);
  try {
    const tenant = await makeTenant(wiring, "A million");
    const location = {
      kind: "s3",
      bucket: "scale",
      region: "us-east-1",
      endpoint: server.endpoint,
      pathStyle: true,
    } as const;
    const secret = { accessKeyId: "scale", secretAccessKey: "scale" };
    const { id: bucketId } = await connectBucket(tenant.owner, { name: "Scale", location, secret });
    const stage: ScaleStage = { rows, db, wiring, tenant, bucketId, inventoryId: "" as Id<"inventory"> };
    console.log(`${rows.toLocaleString("en")} objects`);
    for (const section of sections) for (const line of await section(stage)) console.log(line);
  } finally {
    server.stop();
    await wiring.close();
    await db.close();
  }
}

await main(Number(process.argv[2] ?? 1_000_000));
