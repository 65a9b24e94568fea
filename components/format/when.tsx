"use client";

import { useSyncExternalStore } from "react";
import { relativeTime, utcMinute } from "./relative-time";

/**
 * A moment. The server, and the first paint, write it in UTC; once mounted it reads relative to now and keeps up.
 * `exact` stays with the UTC text, for receipts and reports.
 */
export function When({ at, exact = false, className }: { at: string | Date; exact?: boolean; className?: string }) {
  const iso = typeof at === "string" ? at : at.toISOString();
  const nowMs = useSyncExternalStore(everyHalfMinute, currentTick, () => null);
  return (
    <time dateTime={iso} title={iso} className={className ?? "num whitespace-nowrap"}>
      {exact || nowMs === null ? utcMinute(iso) : relativeTime(iso, nowMs)}
    </time>
  );
}

// One clock for all moments on the page; it stands between two ticks, as an external store must.
let tickMs: number | null = null;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function currentTick(): number {
  tickMs ??= Date.now();
  return tickMs;
}

function everyHalfMinute(listener: () => void): () => void {
  if (listeners.size === 0) {
    tickMs = Date.now();
    timer = setInterval(() => {
      tickMs = Date.now();
      for (const each of listeners) each();
    }, 30_000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}
