import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateClient } from "./generate-client.mjs";
import { root, writeStamp } from "./install.mjs";

// Runs after every `npm ci` and `npm install`: fetches the one binary that npm does not carry, generates Prisma's client.
fetchC2paBinary();
generateClient();
writeStamp();

/** c2pa-node's package carries the binary of 64-bit Linux; for every other machine its own script downloads one. */
function fetchC2paBinary() {
  const home = join(root, "node_modules", "@contentauth", "c2pa-node");
  const onBoard = process.platform === "linux" && process.arch === "x64";
  if (onBoard || process.env.C2PA_LIBRARY_PATH || !existsSync(home)) return;
  const { SKIP_RUST_BUILD: _, ...env } = process.env;
  const script = join(home, "scripts", "postinstall.cjs");
  try {
    execFileSync(process.execPath, [script], { cwd: dirname(dirname(script)), env, stdio: "inherit" });
  } catch (cause) {
    const wanted = `${process.platform}-${process.arch}`;
    throw new Error(`The C2PA library for ${wanted} could not be fetched. Set C2PA_LIBRARY_PATH to a copy of it.`, {
      cause,
    });
  }
}
