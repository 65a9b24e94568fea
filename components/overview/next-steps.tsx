import { Check } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import type { Action } from "@/lib/kernel/actor.ts";
import type { PathStep } from "./guided-path.ts";

/** The way to the first run: what is done, the present step with its button, and what comes after. */
export function NextSteps({ steps, may }: { steps: readonly PathStep[]; may: readonly Action[] }) {
  return (
    <ol className="overflow-hidden rounded-lg border bg-surface">
      {steps.map((step, at) => (
        <li
          key={step.title}
          aria-current={step.state === "now" ? "step" : undefined}
          className={cn(
            "flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-0",
            step.state === "later" && "bg-sidebar",
          )}
        >
          <StepMark step={step} at={at} />
          <div className="min-w-0 grow basis-52">
            <p className={cn("text-[0.8125rem]", step.state === "later" ? "text-muted-foreground" : "font-medium")}>
              <StepTitle step={step} />
            </p>
            {step.state === "done" ? null : <p className="text-pretty text-muted-foreground text-xs">{step.text}</p>}
          </div>
          {step.state === "now" ? <StepAct step={step} may={may} /> : null}
        </li>
      ))}
    </ol>
  );
}

function StepMark({ step, at }: { step: PathStep; at: number }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "num grid size-6 shrink-0 place-items-center rounded-full border font-medium text-xs",
        step.state === "done" && "border-primary bg-primary text-primary-foreground",
        step.state === "now" && "border-primary",
        step.state === "later" && "text-muted-foreground",
      )}
    >
      {step.state === "done" ? <Check className="size-3.5" strokeWidth={3} /> : at + 1}
    </span>
  );
}

function StepTitle({ step }: { step: PathStep }) {
  if (step.state !== "done" || !step.href) return step.title;
  return (
    <>
      <Link href={step.href} className="rounded-sm underline-offset-4 hover:underline">
        {step.title}
      </Link>
      <span className="sr-only"> (done)</span>
    </>
  );
}

function StepAct({ step, may }: { step: PathStep; may: readonly Action[] }) {
  if (!may.includes(step.needs))
    return <p className="text-muted-foreground text-xs">Somebody with another role does this.</p>;
  if (!step.href) return null;
  return (
    <Button variant="primary" asChild>
      <Link href={step.href}>{step.act}</Link>
    </Button>
  );
}
