import type { CommandEnd } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { cancelRun } from "../run/cancel.ts";
import { pauseRun } from "../run/pause.ts";
import { settlingWords } from "../run/run-words.ts";
import { tuneRun } from "../run/tune.ts";
import { askLine } from "./ask-line.ts";
import type { Desk } from "./desk.ts";
import { jsonText } from "./json-text.ts";
import type { CancelFlags, ControlFlags, TuneFlags } from "./run-controls.ts";

export function pauseWork({ withLocal }: Desk, runId: Id<"run">, flags: ControlFlags): Promise<CommandEnd> {
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const paused = await pauseRun(ctx, { runId });
    say(flags, paused, `${paused.state}. ${settlingWords(paused) ?? "Nothing is in flight."}`);
    process.stderr.write(`Go on with it: c2c resume ${runId}\n`);
    return "success";
  });
}

export function cancelWork({ withLocal, signal }: Desk, runId: Id<"run">, flags: CancelFlags): Promise<CommandEnd> {
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    if (!flags.yes) await askToCancel(signal);
    const cancelled = await cancelRun(ctx, { runId });
    say(flags, cancelled, `${cancelled.state}. What was signed stays signed, with its receipts.`);
    return "success";
  });
}

export function tuneWork({ withLocal }: Desk, runId: Id<"run">, flags: TuneFlags): Promise<CommandEnd> {
  const { priority, concurrency, maxInflight } = flags;
  if (priority === undefined && concurrency === undefined && maxInflight === undefined)
    throw new Fault("invalid", "Say what to change: --priority, --concurrency or --max-inflight.");
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const run = await tuneRun(ctx, { runId, priority, concurrency, maxInflight });
    const text = `priority ${run.priority}, ${run.concurrency} worked on at once, ${run.maxInflight} claimed at once`;
    say(flags, run, text);
    return "success";
  });
}

async function askToCancel(signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY)
    throw new Fault("precondition", "Nobody is there to be asked. Add --yes to cancel the run.");
  const answer = await askLine("Cancel this run for good? Type yes: ", signal);
  if (answer?.toLowerCase() !== "yes") throw new Fault("precondition", "Not cancelled: the run is as it was.");
}

function say({ json }: ControlFlags, answer: unknown, text: string): void {
  process.stdout.write(json ? jsonText(answer) : `${text}\n`);
}
