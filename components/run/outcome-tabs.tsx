import Link from "next/link";
import { cn } from "@/components/ui/class-names";

const choices = [
  { outcome: undefined, label: "All" },
  { outcome: "signed", label: "Signed" },
  { outcome: "skipped", label: "Skipped" },
  { outcome: "failed", label: "Failed" },
  { outcome: "open", label: "Not settled" },
] as const;

/** Which of a run's objects are listed, as links. `current` is null where none of the lists is shown. */
export function OutcomeTabs({ base, current }: { base: string; current: (typeof choices)[number]["outcome"] | null }) {
  return (
    <nav aria-label="Objects by outcome" className="mb-3 flex flex-wrap gap-1">
      {choices.map(({ outcome, label }) => (
        <Link
          key={label}
          href={outcome ? `${base}?outcome=${outcome}` : base}
          scroll={false}
          aria-current={outcome === current ? "page" : undefined}
          className={cn(
            "rounded-md px-2.5 py-1 text-muted-foreground text-xs hover:bg-accent",
            outcome === current && "bg-muted font-medium text-foreground",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
