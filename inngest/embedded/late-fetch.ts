import type { Inngest } from "inngest";

/** A `fetch` for a client that is made before the engine that answers it. */
export interface LateFetch {
  fetch: typeof fetch;
  bind(answer: (request: Request) => Promise<Response>): void;
}

const ofClient = new WeakMap<object, LateFetch>();

/** Until it is bound it refuses: with the embedded engine nothing that the SDK sends ever leaves the process. */
export function makeLateFetch(): LateFetch {
  let answer: ((request: Request) => Promise<Response>) | undefined;
  return {
    fetch: async (input, init) => {
      if (!answer) throw new Error("The embedded engine has not started, so this client can send nothing yet.");
      return answer(new Request(input, init));
    },
    bind(given) {
      answer = given;
    },
  };
}

/** Remembers which seam a client was made with, for `startEmbeddedEngine`. */
export function rememberLateFetch(client: Inngest.Any, late: LateFetch): void {
  ofClient.set(client, late);
}

/** The seam of a client that `makeInngest({ engine: "embedded" })` made. Throws for any other client. */
export function lateFetchOf(client: Inngest.Any): LateFetch {
  const late = ofClient.get(client);
  if (!late) throw new Error("The embedded engine drives only clients made by makeInngest({ engine: 'embedded' }).");
  return late;
}
