"use client";

import { AlertDialog as Radix } from "radix-ui";
import { type FormEvent, type ReactNode, useState, useTransition } from "react";
import { Button } from "./button";
import { Callout } from "./callout";
import { cn } from "./class-names";
import { Field } from "./field";
import { Input } from "./input";
import { panelClasses, scrimClasses } from "./overlay";

export type ConfirmDialogProps = {
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** A question: "Cancel this run?" */
  title: ReactNode;
  /** What will happen, what stays, and whether it can be undone. */
  description: ReactNode;
  /** The verb on the button: "Cancel run". */
  confirmLabel: string;
  dismissLabel?: string;
  /** "destructive" (the default) for what cannot be undone, "primary" for what costs money or starts work. */
  tone?: "destructive" | "primary";
  /** Words that must be typed before the button works, such as the bucket's name. */
  typedWords?: string;
  children?: ReactNode;
  /** Runs the act. Answer a sentence to keep the dialog open and show what went wrong; answer nothing to close it. */
  onConfirm: () => Promise<string | undefined | null> | Promise<void> | void;
};

/** The question before an act that cannot be undone. Focus starts on the safe button. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const open = props.open ?? ownOpen;
  const setOpen = (next: boolean) => {
    setOwnOpen(next);
    props.onOpenChange?.(next);
  };
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      {props.trigger ? <Radix.Trigger asChild>{props.trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={scrimClasses} />
        <Radix.Content className={cn(panelClasses, "max-w-md")}>
          <ConfirmForm {...props} close={() => setOpen(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The inside, mounted anew at each opening, so that typed words and old errors are gone. */
function ConfirmForm(props: ConfirmDialogProps & { close: () => void }) {
  const { title, description, confirmLabel, dismissLabel = "Keep", tone = "destructive", typedWords, children } = props;
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const ready = typedWords === undefined || typed.trim() === typedWords;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready || pending) return;
    start(async () => {
      try {
        const refused = await props.onConfirm();
        if (typeof refused === "string") setProblem(refused);
        else props.close();
      } catch {
        setProblem("That did not go through. Nothing was changed; try again.");
      }
    });
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <div>
        <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
        <Radix.Description asChild>
          <div className="mt-1 text-pretty text-[0.8125rem] text-muted-foreground">{description}</div>
        </Radix.Description>
      </div>
      {children}
      {typedWords ? (
        <Field label={<>Type {<span className="font-mono">{typedWords}</span>} to confirm</>}>
          <Input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        </Field>
      ) : null}
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Radix.Cancel asChild>
          <Button disabled={pending}>{dismissLabel}</Button>
        </Radix.Cancel>
        <Button type="submit" variant={tone} pending={pending} disabled={!ready}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
