import { cn } from "@/components/ui/class-names";

/** The product's mark and name. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 font-semibold text-sm tracking-tight", className)}>
      <svg viewBox="0 0 32 32" className="size-5" aria-hidden="true">
        <rect x="2" y="2" width="28" height="28" rx="7" fill="currentColor" />
        <g fill="var(--background)">
          <path d="M9 9.5h14v2.4H9zM9 14.8h14v2.4H9zM9 20.1h8v2.4H9z" />
          <circle cx="21.6" cy="21.3" r="1.9" />
        </g>
      </svg>
      C2 Concierge
    </span>
  );
}
