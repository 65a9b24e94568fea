const heartbeatMs = 15_000;
const reauthorizeMs = 30_000;

export interface StreamOptions {
  /** Throws where the caller may not listen (any more): asked at the start and again about every 30 s. */
  authorize: () => Promise<void>;
  /** The number of the last event that the browser has, from Last-Event-ID: ids go on from there. */
  lastEventId: number;
  /**
   * What there is to say now, as JSON text, and whether it is the last word. Called at each hint and at least every
   * `everyMs`; the same text twice is sent once.
   */
  look: () => Promise<{ data: string; ended: boolean }>;
  /** Calls back at each hint that there may be something new; returns how to stop. Hints may be lost. */
  watch: (hint: () => void) => Promise<() => void>;
  everyMs: number;
  /** The least time between two looks, whatever the hints. */
  gapMs: number;
  signal: AbortSignal;
}

/**
 * A stream of server-sent events (WHATWG HTML, 9.2): `progress` with what `look` tells, and `end` with the last of it. Ends when
 * the caller goes, may not listen any more, or a look fails: a browser then comes back by itself and is told the state anew.
 */
export function eventStream(options: StreamOptions): Response {
  const { signal } = options;
  const stopped = new AbortController();
  signal.addEventListener("abort", () => stopped.abort(), { once: true });
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = writer(controller, stopped);
      void tell(options, stopped, say).finally(() => {
        stopped.abort();
        say.close();
      });
    },
    cancel: () => stopped.abort(),
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      // A proxy that compresses would hold events back until its buffer is full.
      "Cache-Control": "no-cache, no-store, no-transform",
      "X-Accel-Buffering": "no",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

type Writer = ReturnType<typeof writer>;

function writer(controller: ReadableStreamDefaultController<Uint8Array>, stopped: AbortController) {
  const encoder = new TextEncoder();
  return {
    text(text: string) {
      if (stopped.signal.aborted) return;
      // A reader that takes nothing for long is gone, whether or not its connection says so.
      if ((controller.desiredSize ?? 0) < -1000) return stopped.abort();
      controller.enqueue(encoder.encode(text));
    },
    close() {
      try {
        controller.close();
      } catch {
        // Closed already by the reader's going.
      }
    },
  };
}

async function tell(options: StreamOptions, stopped: AbortController, say: Writer): Promise<void> {
  const { authorize, look, watch, everyMs, gapMs } = options;
  const turn = turns(stopped.signal);
  let id = options.lastEventId;
  let said = "";
  let authorizedAt = performance.now();
  let spokeAt = performance.now();
  say.text("retry: 2000\n\n");
  const unwatch = await watch(turn.hint);
  try {
    while (!stopped.signal.aborted) {
      const now = performance.now();
      if (now - authorizedAt > reauthorizeMs) {
        await authorize();
        authorizedAt = now;
      }
      const { data, ended } = await look();
      if (data !== said) {
        id++;
        say.text(eventText("progress", id, data));
        said = data;
        spokeAt = now;
      } else if (now - spokeAt > heartbeatMs) {
        say.text(": still here\n\n");
        spokeAt = now;
      }
      if (ended) return say.text(eventText("end", id + 1, data));
      await turn.next(gapMs, everyMs);
    }
  } catch {
    // The stream just ends: the browser's next request is refused, or served, with the full answer that a stream cannot give.
  } finally {
    unwatch();
  }
}

function eventText(event: "progress" | "end", id: number, data: string): string {
  return `event: ${event}\nid: ${id}\ndata: ${data.replace(/\n/g, "\ndata: ")}\n\n`;
}

/** Waits for a hint, at least `gapMs` and at most `everyMs`; returns at once when stopped. A hint during the look before counts. */
function turns(signal: AbortSignal) {
  let hinted = false;
  let wake: (() => void) | undefined;
  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
      if (signal.aborted) wake();
    });
  signal.addEventListener("abort", () => wake?.(), { once: true });
  return {
    hint() {
      if (!hinted) wake?.();
      hinted = true;
    },
    async next(gapMs: number, everyMs: number) {
      const begun = performance.now();
      if (!hinted) await pause(everyMs);
      // Hints during the gap are one: the look after it sees what all of them were about.
      await pause(Math.max(0, gapMs - (performance.now() - begun)));
      hinted = false;
    },
  };
}
