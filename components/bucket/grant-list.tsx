import { Check, Minus, X } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { GrantProbe } from "@/lib/bucket/schema.ts";
import { grantWords } from "./bucket-words.ts";

/** Each grant by itself: whether it was found, what was seen and what to do about it, and what it is needed for. */
export function GrantList({ grants }: { grants: readonly GrantProbe[] }) {
  return (
    <ul className="divide-y overflow-hidden rounded-lg border bg-surface">
      {grants.map((probe) => (
        <li key={probe.grant} className="flex items-start gap-3 px-4 py-3 text-[0.8125rem]">
          <Mark probe={probe} />
          <div className="grid min-w-0 gap-0.5">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{grantWords[probe.grant]}</span>
              <Badge variant={probe.ok ? "neutral" : probe.code === "not_tried" ? "outline" : "caution"}>
                {codeWords(probe)}
              </Badge>
            </p>
            <p className="text-pretty break-words">{probe.sentence}</p>
            <p className="text-pretty text-muted-foreground text-xs">For {lowerFirst(probe.enables)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Mark({ probe }: { probe: GrantProbe }) {
  const Icon = probe.ok ? Check : probe.code === "not_tried" ? Minus : X;
  return (
    <span
      aria-hidden="true"
      className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-input"
    >
      <Icon className="size-2.5" strokeWidth={3} />
    </span>
  );
}

function codeWords({ ok, code }: GrantProbe): string {
  if (ok) return "Granted";
  switch (code) {
    case "not_tried":
      return "Not tried";
    case "ignored":
      return "Condition ignored";
    case "refused":
      return "Not supported";
    case "upstream":
      return "No answer";
    default:
      return "Not granted";
  }
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
