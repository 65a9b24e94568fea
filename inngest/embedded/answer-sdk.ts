import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { insertEvents } from "./insert-events.ts";
import type { EngineEvent } from "./start-run.ts";
import { saveSteps } from "./step-store.ts";
import { isTransient, persist } from "./transaction.ts";

export interface AnswerSurroundings {
  pool: pg.Pool;
  owner: string;
  leaseMs: number;
  now(): Date;
  checkpointed(seconds: number): void;
}

type Sent = Partial<EngineEvent> & { name: string };
interface Checkpoint {
  qi_id: string;
  steps: { id: string; op: string; data?: unknown }[];
}

/** Answers what the SDK sends through its client: events and checkpoints. Anything else is 404, with a sentence. */
export async function answerSdk(around: AnswerSurroundings, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/e/")) {
    const sent = [(await request.json()) as Sent | Sent[]].flat();
    const events = named(sent, request.headers.get("x-inngest-event-id-seed"), around.now());
    await persist(around.leaseMs, () => insertEvents(around.pool, events));
    return Response.json({ ids: events.map(({ id }) => id), status: 200 });
  }
  const checkpoint = /^\/v1\/checkpoint\/([^/]+)\/async$/.exec(pathname);
  if (checkpoint)
    return saveCheckpoint(around, decodeURIComponent(checkpoint[1] ?? ""), (await request.json()) as Checkpoint);
  return Response.json({ error: `The embedded engine does not answer ${pathname}`, status: 404 }, { status: 404 });
}

/** 409 tells the SDK to halt: the run was cancelled, or another worker holds the job now. */
async function saveCheckpoint(around: AnswerSurroundings, runId: string, body: Checkpoint): Promise<Response> {
  const startedMs = performance.now();
  const [jobId = "", generation = ""] = body.qi_id.split(":");
  const steps = body.steps
    .filter(({ op }) => op === "StepRun")
    .map(({ id, data }) => ({ id, body: { data: data ?? null } }));
  try {
    const fence = { jobId, owner: around.owner, generation: Number(generation) };
    const saved = await persist(around.leaseMs, () => saveSteps(around.pool, runId, steps, fence));
    around.checkpointed((performance.now() - startedMs) / 1000);
    return Response.json({}, { status: saved ? 200 : 409 });
  } catch (thrown) {
    if (!isTransient(thrown)) throw thrown;
    // Nothing is known of the lease any more, so somebody else must be able to go on from what was saved.
    return Response.json({}, { status: 409 });
  }
}

/** One id per event: its own, else one that the sender's seed repeats when the same call is sent again. */
function named(sent: Sent[], seed: string | null, now: Date): EngineEvent[] {
  return sent.map((event, i) => {
    const derived = seed ? createHash("sha256").update(`${seed}:${i}`).digest("hex").slice(0, 32) : randomUUID();
    return { ...event, id: event.id || derived, data: event.data ?? {}, ts: event.ts ?? now.getTime() };
  });
}
