import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { makeDevelopmentIdentity } from "../../../lib/adapters/signer/development-identity.ts";
import type { Measured } from "./measure.ts";

export type BareWork = "sha256" | "sign" | "validate" | "both";

/** Raw work over the files in `processes` processes at once, each with its share: the baseline of everything. */
export async function bare(work: BareWork, paths: string[], mime: string, processes: number): Promise<Measured> {
  const { facts, privateKeyPem } = await makeDevelopmentIdentity({
    organization: "Bench",
    algorithm: "es256",
    now: new Date(),
  });
  const shares = Array.from({ length: processes }, (_, n) => paths.filter((_, i) => i % processes === n));
  const { chainPem, anchorPem } = facts;
  const children = shares.map((share) => {
    const child = fork(fileURLToPath(new URL("./bare-loop.mjs", import.meta.url)), { stdio: "inherit", execArgv: [] });
    child.send({ work, paths: share, mime, chainPem, anchorPem, privateKeyPem });
    return child;
  });
  await Promise.all(children.map(heard));
  const told = await Promise.all(
    children.map(async (child) => {
      const done = heard(child) as Promise<{ wallMs: number; cpuMs: number; peakRssBytes: number }>;
      child.send({ go: true });
      return done;
    }),
  );
  return {
    assets: paths.length,
    wallMs: Math.max(...told.map(({ wallMs }) => wallMs)),
    cpuMs: told.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    mainCpuMs: 0,
    serverCpuMs: 0,
    peakRssBytes: told.reduce((sum, { peakRssBytes }) => sum + peakRssBytes, 0),
    peakProcessBytes: Math.max(...told.map(({ peakRssBytes }) => peakRssBytes)),
  };
}

async function heard(child: ChildProcess): Promise<unknown> {
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`A bare process ended with ${code}.`);
    }),
  ]);
  return message;
}
