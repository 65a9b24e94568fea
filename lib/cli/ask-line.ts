import { createInterface } from "node:readline";

/** Asks on standard error and reads one line from the terminal. Null where Ctrl-C or the end of the input came instead. */
export function askLine(question: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const asking = createInterface({ input: process.stdin, output: process.stderr });
    const end = (answer: string | null) => {
      signal.removeEventListener("abort", onAbort);
      resolve(answer);
      asking.close();
    };
    const onAbort = () => end(null);
    signal.addEventListener("abort", onAbort);
    // The terminal gives Ctrl-C to readline as a key, not as a signal.
    asking.once("SIGINT", () => end(null));
    asking.once("close", () => end(null));
    asking.question(question, (answer) => end(answer.trim()));
  });
}
