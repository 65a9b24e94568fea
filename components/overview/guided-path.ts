import type { BucketView } from "@/lib/bucket/schema.ts";
import type { InventoryView } from "@/lib/inventory/schema.ts";
import type { Action } from "@/lib/kernel/actor.ts";
import type { PlanRow } from "@/lib/plan/schema.ts";
import type { SampleView } from "@/lib/sample/schema.ts";

/** The newest of each that the workspace has; where one of them is ready, that one. */
export interface Reached {
  bucket: Pick<BucketView, "id"> | null;
  inventory: Pick<InventoryView, "id" | "state"> | null;
  sample: Pick<SampleView, "id" | "state"> | null;
  plan: Pick<PlanRow, "id" | "approvals"> | null;
  /** Whether there was a run ever. */
  ran: boolean;
}

export interface PathStep {
  title: string;
  /** What the step does, or how far it is. */
  text: string;
  state: "done" | "now" | "later";
  /** Where it is done, or can be seen again; null where there is nothing to go to yet. */
  href: string | null;
  /** The words on its button while it is the present one. */
  act: string;
  /** What a person must be allowed for it. */
  needs: Action;
}

/** The way to a first run, from what there is. A later step that is done makes all before it done. `base` is "/acme". */
export function guidedPath(base: string, reached: Reached): PathStep[] {
  const { bucket, inventory, sample, plan, ran } = reached;
  const at = (room: string, thing: { id: string } | null) => (thing ? `${base}/${room}/${thing.id}` : null);
  const steps: (Omit<PathStep, "state"> & { done: boolean })[] = [
    {
      title: "Connect a bucket",
      text: "A folder, S3 or R2. Its permissions are probed with two tiny objects, which are deleted again.",
      href: at("buckets", bucket) ?? `${base}/buckets/new`,
      act: "Connect a bucket",
      needs: "bucket.manage",
      done: bucket !== null,
    },
    {
      title: "Take an inventory",
      text: inventory ? inventoryText[inventory.state] : "See every object with its size, type and date.",
      href: at("inventories", inventory) ?? at("buckets", bucket),
      act: inventory ? "See the inventory" : "Go to the bucket",
      needs: "inventory.operate",
      done: inventory?.state === "ready",
    },
    {
      title: "Look at a sample",
      text: sample ? sampleText[sample.state] : "A drawn few of them are read, to know what the rest is like.",
      href: at("samples", sample) ?? at("inventories", inventory),
      act: sample ? "See the sample" : "Go to the inventory",
      needs: "inventory.operate",
      done: sample?.state === "ready",
    },
    {
      title: "Approve a plan",
      text: plan
        ? "A plan is drawn up. Its ledger waits for an approval."
        : "A ledger says what a run would cost, with intervals. You approve exactly that.",
      href: at("plans", plan) ?? at("samples", sample),
      act: plan ? "See the plan" : "Go to the sample",
      needs: plan ? "plan.approve" : "plan.operate",
      done: (plan?.approvals.length ?? 0) > 0,
    },
    {
      title: "Launch the run",
      text: "Every asset is signed, read back and given a receipt. Pause or cancel at any moment.",
      href: at("plans", plan),
      act: "Go to the plan",
      needs: "run.operate",
      done: ran,
    },
  ];
  const present = steps.findLastIndex((step) => step.done) + 1;
  return steps.map(({ done, ...step }, index) => ({
    ...step,
    state: index < present ? "done" : index === present ? "now" : "later",
  }));
}

const inventoryText: Record<InventoryView["state"], string> = {
  requested: "It is about to begin.",
  collecting: "It is under way.",
  ready: "Every object with its size, type and date.",
  failed: "The last one failed. Its page says why.",
  cancelled: "The last one was cancelled.",
  removed: "The last one was removed.",
};
const sampleText: Record<SampleView["state"], string> = {
  requested: "It is about to begin.",
  drawing: "Its objects are being read.",
  ready: "A drawn few were read, to know what the rest is like.",
  failed: "The last one failed. Its page says why.",
  cancelled: "The last one was cancelled.",
};
