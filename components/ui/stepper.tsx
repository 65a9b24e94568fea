import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./class-names";

export type Step = { label: ReactNode /** Where a finished step can be seen again. */; href?: string };

/** Where a person is on a way of several steps. `current` counts from 0; steps before it are done. */
export function Stepper({
  steps,
  current,
  label = "Steps",
}: {
  steps: readonly Step[];
  current: number;
  label?: string;
}) {
  return (
    <nav aria-label={label}>
      <ol className="flex items-center gap-2 overflow-x-auto py-1 text-[0.8125rem]">
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
          <li key={at} className="flex shrink-0 items-center gap-2" aria-current={at === current ? "step" : undefined}>
            {at > 0 ? <span aria-hidden="true" className="h-px w-4 bg-border sm:w-8" /> : null}
            <StepMark at={at} current={current} />
            <StepName step={step} done={at < current} here={at === current} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepMark({ at, current }: { at: number; current: number }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "num grid size-5 place-items-center rounded-full border font-medium text-[0.6875rem]",
        at < current && "border-primary bg-primary text-primary-foreground",
        at === current && "border-primary text-foreground",
        at > current && "border-border text-muted-foreground",
      )}
    >
      {at < current ? <Check className="size-3" strokeWidth={3} /> : at + 1}
    </span>
  );
}

function StepName({ step, done, here }: { step: Step; done: boolean; here: boolean }) {
  const classes = cn(here ? "font-medium text-foreground" : "text-muted-foreground", !here && "max-sm:sr-only");
  const name = (
    <>
      {step.label}
      {done ? <span className="sr-only"> (done)</span> : null}
    </>
  );
  if (done && step.href) {
    return (
      <Link href={step.href} className={cn(classes, "rounded-sm hover:text-foreground")}>
        {name}
      </Link>
    );
  }
  return <span className={classes}>{name}</span>;
}
