import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const NODE_LEAST = [20, 19];
const stampFile = join(root, "node_modules", ".c2c-installed");

/**
 * Installs the packages of package-lock.json where they are missing, or were installed from another one. Needs nothing
 * but Node. Throws where Node is too old or npm fails.
 * @param {(line: string) => void} [say]
 * @returns {Promise<void>}
 */
export async function ensureInstalled(say = console.log) {
  refuseOldNode();
  if (isInstalled()) return;
  await withLock(join(root, ".data", "install.lock"), () => {
    if (isInstalled()) return;
    say("Installing packages from npm (a minute or two, the first time) …");
    // SKIP_RUST_BUILD: npm 10 runs every package's install script, and c2pa-node's would look for a binary on the
    // internet that its package has on board; postinstall.mjs fetches it where it has not.
    const env = { ...process.env, SKIP_RUST_BUILD: "1", NODE_ENV: "development" };
    const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    const { status, error } = spawnSync(...npm(args), { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
    if (status !== 0) throw new Error(`npm ci failed (${error?.message ?? `code ${status}`}). What it says is above.`);
    writeStamp();
  });
}

/** Remembers from which lock file node_modules was made. Called by postinstall too, so that a plain `npm ci` counts. */
export function writeStamp() {
  writeFileSync(stampFile, wantedStamp());
}

function isInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === wantedStamp();
}

/** Native packages differ by platform and ABI, so a folder that was moved between machines is installed again. */
function wantedStamp() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return `${lock} ${process.platform}-${process.arch} abi${process.versions.modules}\n`;
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const isOld = major < NODE_LEAST[0] || (major === NODE_LEAST[0] && minor < NODE_LEAST[1]);
  if (isOld) throw new Error(`Node ${NODE_LEAST.join(".")} or later is needed; this is ${process.version}.`);
}

/** The npm that runs us if one does, else the one beside this Node, else the one in PATH. */
function npm(args) {
  const running = process.env.npm_execpath;
  const beside = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  const script = [running?.endsWith("npm-cli.js") ? running : undefined, beside].find(
    (path) => path && existsSync(path),
  );
  return script ? [process.execPath, [script, ...args]] : ["npm", args];
}
