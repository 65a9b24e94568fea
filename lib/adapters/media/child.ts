import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { receive, send } from "./child-channel.ts";
import type { ChildAnswer, ChildTask } from "./child-protocol.ts";
import { examineAsset } from "./examine-asset.ts";
import { inspectAsset } from "./inspect-asset.ts";
import { readParquet } from "./read-parquet.ts";
import { restampAsset } from "./restamp-asset.ts";
import { signWithSdk } from "./sign-with-sdk.ts";
import { transformImage } from "./transform-image.ts";
import { validateWithSdk } from "./validate-with-sdk.ts";

/**
 * The media process: parses what strangers made, with no key, address or secret handed to it (it runs as the same user all
 * the same). One task at a time, in the order of the channel, until the parent closes it.
 */
export async function serve(work: (task: ChildTask) => Promise<ChildAnswer>): Promise<never> {
  for (let frame = receive(); frame; frame = receive()) {
    const before = process.cpuUsage();
    const cpuMs = () => {
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    try {
      const answer = await work(frame.message as ChildTask);
      const thumbnail = answer.kind === "inspected" ? answer.inspection.thumbnail : null;
      // Bytes go beside a message, and not in it.
      if (answer.kind !== "inspected" || thumbnail === null) send({ ...answer, cpuMs: cpuMs() });
      else send({ ...answer, inspection: { ...answer.inspection, thumbnail: null }, cpuMs: cpuMs() }, thumbnail);
    } catch (thrown) {
      send({ threw: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
    }
  }
  process.exit(0);
}

export async function work(task: ChildTask): Promise<ChildAnswer> {
  switch (task.kind) {
    case "inspect":
      return { kind: "inspected", inspection: await inspectAsset(task) };
    case "sign":
      return signWithSdk(task);
    case "validate":
      return validateWithSdk(task);
    case "examine":
      return { kind: "examined", examination: await examineAsset(task) };
    case "restamp":
      return restampAsset(task);
    case "transform":
      return transformImage(task);
    case "parquet-rows":
      return readParquet(task);
  }
}

// A terminal sends Ctrl-C to all its processes; what is in hand here is the parent's to end, or to see through.
process.on("SIGINT", () => {});
// Native code can keep this thread busy for ever, and then no event is heard: a thread of its own looks for the parent.
const parentPid = process.ppid;
new Worker(
  "const { workerData } = require('node:worker_threads'); setInterval(() => { if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL'); }, 500);",
  { eval: true, workerData: parentPid, stdout: true, stderr: true },
).unref();

if (realpathSync(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) await serve(work);
