import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface RunningProcess {
  pid: number;
  parent: number;
  group: number;
  command: string;
}

/** The processes that run at this moment; the dead that nobody has reaped are not among them. */
export function runningProcesses(): RunningProcess[] {
  return existsSync("/proc/self/stat") ? fromProc() : fromPs();
}

function fromProc(): RunningProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        // The name before it is in parentheses, and may hold some.
        const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return state === "Z" ? [] : [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

function fromPs(): RunningProcess[] {
  const text = execFileSync("ps", ["-axo", "pid=,ppid=,pgid=,stat=,command="], { encoding: "utf8" });
  return text.split("\n").flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
    if (!found || found[4]?.startsWith("Z")) return [];
    return [{ pid: Number(found[1]), parent: Number(found[2]), group: Number(found[3]), command: String(found[5]) }];
  });
}
