import Link from "next/link";
import { cn } from "@/components/ui/class-names";

export type Shown = "pictures" | "problems" | "all";
const choices: { shown: Shown; label: string }[] = [
  { shown: "pictures", label: "Pictures" },
  { shown: "problems", label: "Would not be signed" },
  { shown: "all", label: "All" },
];

/** Which of the drawn objects are shown, and how, as links. */
export function ShownTabs({ base, current }: { base: string; current: Shown }) {
  return (
    <nav aria-label="Drawn objects" className="mb-3 flex flex-wrap gap-1">
      {choices.map(({ shown, label }) => (
        <Link
          key={shown}
          href={`${base}?show=${shown}`}
          scroll={false}
          aria-current={shown === current ? "page" : undefined}
          className={cn(
            "rounded-md px-2.5 py-1 text-muted-foreground text-xs hover:bg-accent",
            shown === current && "bg-muted font-medium text-foreground",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
