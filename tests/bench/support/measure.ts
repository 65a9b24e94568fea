import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What some work over `assets` files took. CPU of the database and of S3 servers is told apart. */
export interface Measured {
  assets: number;
  wallMs: number;
  /** Of this project's processes. */
  cpuMs: number;
  /** Of that, what this very process spent: the pump's, the signer's. */
  mainCpuMs: number;
  serverCpuMs: number;
  /** The largest sum of resident memory that was seen over this project's processes. */
  peakRssBytes: number;
  /** The most that one of them had. */
  peakProcessBytes: number;
}

export const nothing: Measured = {
  assets: 0,
  wallMs: 0,
  cpuMs: 0,
  mainCpuMs: 0,
  serverCpuMs: 0,
  peakRssBytes: 0,
  peakProcessBytes: 0,
};

const tickMs = 10;
const lookEveryMs = 1000;
const servers = /^(postgres|radosgw|ceph-osd|ceph-mon)/;
/** Servers of this checkout keep their data below it, and no others count. */
const dataFolder = fileURLToPath(new URL("../../../.data/", import.meta.url));

/**
 * Runs `work` and measures it from the outside: wall time, CPU time and memory of this process and all below it, and the
 * CPU time that servers spent meanwhile (found by their programs' names, on Linux alone).
 */
export async function measure(assets: number, work: () => Promise<void>): Promise<Measured> {
  let [peakRssBytes, peakProcessBytes] = [0, 0];
  const look = () => {
    const each = residentOfEach();
    peakRssBytes = Math.max(peakRssBytes, sumOf(each));
    peakProcessBytes = Math.max(peakProcessBytes, ...each);
  };
  const timer = setInterval(look, lookEveryMs);
  const before = ticks();
  const main = process.cpuUsage();
  const startedMs = performance.now();
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  const wallMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(main);
  const after = ticks();
  look();
  return {
    assets,
    wallMs,
    cpuMs: (after.own - before.own) * tickMs,
    mainCpuMs: (user + system) / 1000,
    serverCpuMs: (after.servers - before.servers) * tickMs,
    peakRssBytes,
    peakProcessBytes,
  };
}

interface Process {
  pid: number;
  parent: number;
  name: string;
  ticks: number;
  rssPages: number;
}

function processes(): Process[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid): Process[] => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
        const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
        const fields = stat
          .slice(stat.lastIndexOf(")") + 2)
          .split(" ")
          .map(Number);
        const [, parent = 0] = fields;
        // utime, stime, and those of children that have ended and were waited for.
        const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + (fields[at] ?? 0), 0);
        return [{ pid: Number(pid), parent, name, ticks, rssPages: fields[21] ?? 0 }];
      } catch {
        return [];
      }
    });
}

function ownOf(all: Process[]): Process[] {
  const own = new Set([process.pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent, name } of all)
      if (own.has(parent) && !own.has(pid) && !servers.test(name)) {
        own.add(pid);
        grown = true;
      }
  }
  return all.filter(({ pid }) => own.has(pid));
}

function ticks(): { own: number; servers: number } {
  const all = processes();
  const sum = (some: Process[]) => some.reduce((total, one) => total + one.ticks, 0);
  if (all.length === 0) {
    const { user, system } = process.cpuUsage();
    return { own: (user + system) / 1000 / tickMs, servers: 0 };
  }
  return { own: sum(ownOf(all)), servers: sum(all.filter(isServer)) };
}

function isServer({ pid, name }: Process): boolean {
  if (!servers.test(name)) return false;
  try {
    const place = `${readlinkSync(`/proc/${pid}/cwd`)}/ ${readFileSync(`/proc/${pid}/cmdline`, "latin1")}`;
    return place.includes(dataFolder);
  } catch {
    return false;
  }
}

/** Resident memory of this process and all below it, servers left out. */
export function residentBytes(): number {
  return sumOf(residentOfEach());
}

function residentOfEach(): number[] {
  const own = ownOf(processes());
  return own.length === 0 ? [process.memoryUsage().rss] : own.map(({ rssPages }) => rssPages * 4096);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
