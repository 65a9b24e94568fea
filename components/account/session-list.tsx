import { visibleText } from "@/components/format/visible-text";
import { When } from "@/components/format/when";
import { Badge } from "@/components/ui/badge";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { SessionView } from "@/lib/tenant/schema.ts";
import { browserWords } from "./browser-words.ts";
import { RevokeSession } from "./revoke-session";

/** The browsers that are signed in, the present one marked; each other can be signed out. */
export function SessionList({
  sessions,
  revoke,
}: {
  sessions: readonly SessionView[];
  revoke: (input: { sessionId: string }) => Promise<ActionResult<unknown>>;
}) {
  return (
    <ul className="overflow-hidden rounded-lg border bg-surface">
      {sessions.map((session) => (
        <li key={session.id} className="flex items-center gap-3 border-b px-4 py-2.5 text-[0.8125rem] last:border-0">
          <div className="min-w-0 grow">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
              <span title={session.userAgent ? visibleText(session.userAgent) : undefined}>
                {browserWords(session.userAgent)}
              </span>
              {session.current ? <Badge>This browser</Badge> : null}
            </p>
            <p className="text-muted-foreground text-xs">
              Signed in <When at={session.createdAt} />, ends <When at={session.expires} />
            </p>
          </div>
          {session.current ? null : (
            <RevokeSession
              browser={browserWords(session.userAgent)}
              revoke={revoke.bind(null, { sessionId: session.id })}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
