import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../lock.mjs";

let taken = 0;

/**
 * One file per use of a shared server, named for the process that uses it, so that only the last one to leave stops it.
 * @param {string} dir
 */
export function leasesIn(dir) {
  const folder = join(dir, "used-by");
  mkdirSync(folder, { recursive: true });
  return {
    /** Takes a lease. Its `drop` gives it back and says how many others are left. */
    take() {
      const mine = `${process.pid}-${++taken}`;
      writeFileSync(join(folder, mine), "");
      return {
        drop() {
          rmSync(join(folder, mine), { force: true });
          return countLive(folder);
        },
      };
    },
    /** How many uses there are, those of dead processes forgotten. */
    count: () => countLive(folder),
  };
}

function countLive(folder) {
  const uses = readdirSync(folder);
  const gone = uses.filter((use) => !isAlive(Number(use.split("-")[0])));
  for (const use of gone) rmSync(join(folder, use), { force: true });
  return uses.length - gone.length;
}
