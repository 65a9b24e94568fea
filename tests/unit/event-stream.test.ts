import { expect, test } from "vitest";
import { eventStream, type StreamOptions } from "../../lib/edge/stream.ts";

function streamed(given: Partial<StreamOptions>): Response {
  return eventStream({
    authorize: async () => {},
    lastEventId: 0,
    look: async () => ({ data: "{}", ended: true }),
    watch: async () => () => {},
    everyMs: 5,
    gapMs: 1,
    signal: new AbortController().signal,
    ...given,
  });
}

test("says what changed, once each, and ends with the last word", async () => {
  const states = ["1", "1", "2", "2", "3"];
  const response = streamed({
    lastEventId: 7,
    look: async () => {
      const data = states.shift() ?? "";
      return { data, ended: states.length === 0 };
    },
  });
  expect(response.headers.get("cache-control")).toContain("no-transform");
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(await response.text()).toBe(
    "retry: 2000\n\nevent: progress\nid: 8\ndata: 1\n\nevent: progress\nid: 9\ndata: 2\n\nevent: progress\nid: 10\ndata: 3\n\nevent: end\nid: 11\ndata: 3\n\n",
  );
});

test("a hint is looked at without waiting for the next turn", async () => {
  let hint = () => {};
  let looks = 0;
  const response = streamed({
    everyMs: 600_000,
    watch: async (given) => {
      hint = given;
      return () => {};
    },
    look: async () => {
      looks++;
      hint();
      return { data: String(looks), ended: looks === 3 };
    },
  });
  expect(await response.text()).toContain("event: end\nid: 4");
});

test("stops watching when the reader goes", async () => {
  const gone = new AbortController();
  let unwatched = false;
  const response = streamed({
    signal: gone.signal,
    everyMs: 600_000,
    look: async () => ({ data: "same", ended: false }),
    watch: async () => () => {
      unwatched = true;
    },
  });
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.read();
  gone.abort();
  while (!(await reader?.read())?.done);
  expect(unwatched).toBe(true);
});

test("ends when a look is refused, so that the browser asks anew", async () => {
  const response = streamed({
    look: async () => {
      throw new Error("not any more");
    },
  });
  expect(await response.text()).toBe("retry: 2000\n\n");
});
