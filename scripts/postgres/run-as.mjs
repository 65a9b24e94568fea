import { spawn } from "node:child_process";
import { chownSync, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";

const NOBODY = 65534;

/**
 * How to run the server's programs, which refuse to run as root. An ordinary user runs them as they are. Root becomes
 * `nobody`, or, where `nobody` cannot get to one of `paths` (a project under a closed home), enters a user namespace
 * without a mapping, in which root looks like nobody while it keeps its access to its own files.
 * @param {string[]} paths
 * @returns {{ own(path: string): void, run(program: string, args: string[], options?: { detached?: boolean }): Promise<void> }}
 */
export function runAs(paths) {
  const isRoot = process.getuid?.() === 0;
  const asNobody = isRoot && paths.every(isOpenToAll);
  return {
    own(path) {
      if (asNobody) chownSync(path, NOBODY, NOBODY);
    },
    run(program, args, { detached = false } = {}) {
      const call = isRoot && !asNobody ? ["unshare", "-U", program, ...args] : [program, ...args];
      return runToEnd(call, { detached, ...(asNobody ? { uid: NOBODY, gid: NOBODY } : {}) });
    },
  };
}

/** A daemon would hold our pipes open for ever, so its output is not read: it has a log file of its own. */
function runToEnd([program, ...args], { detached, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options,
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

function isOpenToAll(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && !(statSync(folder).mode & 0o001)) return false;
    if (folder === dirname(folder)) return true;
  }
}
