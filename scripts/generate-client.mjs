import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { hashFiles, isFresh, markFresh } from "./fresh.mjs";
import { root } from "./install.mjs";

const stamp = join(root, "prisma", "generated", ".inputs");

/**
 * Generates Prisma's client where prisma/schema or Prisma itself has changed since.
 * @returns {boolean} whether it had to
 */
export function generateClient() {
  const inputs = hashFiles(["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (isFresh(stamp, inputs)) return false;
  const prisma = join(root, "node_modules", "prisma", "build", "index.js");
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  try {
    execFileSync(process.execPath, [prisma, "generate"], { cwd: root, env, encoding: "utf8", stdio: "pipe" });
  } catch (thrown) {
    throw new Error(`prisma generate failed.\n${thrown.stdout ?? ""}${thrown.stderr ?? ""}`, { cause: thrown });
  }
  markFresh(stamp, inputs);
  return true;
}
