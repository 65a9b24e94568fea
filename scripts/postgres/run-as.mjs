import { spawn } from "node:child_process";
import { chownSync, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";

const NOBODY = 65534;

/**
 * How to run the server's programs, which refuse to run as root. An ordinary user runs them as they are. Root becomes
 * whoever owns the data already, else `nobody`. Where `nobody` cannot get to one of `paths` (a project under a closed
 * home) root enters a user namespace without a mapping, in which it looks like nobody and keeps access to its own files.
 * @param {string[]} paths
 * @param {string} data the folder that belongs to the server
 * @returns {{ own(path: string): void, run(program: string, args: string[], options?: { detached?: boolean }): Promise<void> }}
 */
export function runAs(paths, data) {
  const isRoot = process.getuid?.() === 0;
  const owner = statSync(data, { throwIfNoEntry: false })?.uid ?? (paths.every(isOpenToAll) ? NOBODY : 0);
  const other = isRoot && owner !== 0 ? { uid: owner, gid: owner } : undefined;
  return {
    own(path) {
      if (other) chownSync(path, other.uid, other.gid);
    },
    run(program, args, { detached = false } = {}) {
      const call = isRoot && !other ? ["unshare", "-U", program, ...args] : [program, ...args];
      return runToEnd(call, { detached, ...other });
    },
  };
}

/** A daemon would hold our pipes open for ever, so its output is not read: it has a log file of its own. */
function runToEnd([program, ...args], { detached, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options,
      env: serverEnvironment(),
      cwd: "/",
      stdio: detached ? "ignore" : ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code ?? signal}. ${said.trim()}`));
    });
  });
}

/** A daemon outlives who started it, and may be another user's: it gets nothing of what is secret in our environment. */
function serverEnvironment() {
  const kept = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function isOpenToAll(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && !(statSync(folder).mode & 0o001)) return false;
    if (folder === dirname(folder)) return true;
  }
}
