import { expect, test } from "vitest";
import { runChaos } from "../support/chaos/run-chaos.ts";
import { findS3 } from "../support/s3.ts";

/** Another one by C2C_CHAOS_SEED; `npm run bench -- chaos` goes through many. */
const seed = Number(process.env.C2C_CHAOS_SEED ?? 20_261_126);
const server = await findS3();

test.skipIf("missing" in server)(
  `twenty faults in the way of a run of 2,000 objects (seed ${seed}): rows, receipts, manifests and usage are one each`,
  async () => {
    if ("missing" in server) throw new Error(server.missing);
    const said: string[] = [];
    const result = await runChaos(server, { seed, objects: 2_000, faults: 20, say: (line) => said.push(line) }).catch(
      (cause) => {
        throw new Error(`${(cause as Error).message}\n${said.join("\n")}`, { cause });
      },
    );
    expect(result.wrong, said.join("\n")).toEqual([]);
    // Otherwise nothing came in its way that an earlier attempt had left.
    expect(result.adopted).toBeGreaterThan(0);
  },
  900_000,
);
