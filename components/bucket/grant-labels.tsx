import { Badge } from "@/components/ui/badge";
import type { GrantProbe } from "@/lib/bucket/schema.ts";
import { grantWords } from "./bucket-words.ts";

/** What a bucket's credentials may do, as small labels. What they may not do is struck through, and said. */
export function GrantLabels({ grants }: { grants: readonly GrantProbe[] }) {
  return (
    <ul className="flex flex-wrap gap-1">
      {grants.map(({ grant, ok }) => (
        <li key={grant} className="flex">
          <Badge variant={ok ? "neutral" : "outline"} className={ok ? undefined : "line-through decoration-1"}>
            {grantWords[grant]}
          </Badge>
          {ok ? null : <span className="sr-only"> is not granted</span>}
        </li>
      ))}
    </ul>
  );
}
