const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** What a shell shows for a command that Ctrl-C ended. */
const interruptedCode = 130;

/**
 * The first Ctrl-C (or SIGTERM, or a closed terminal) aborts the signal, and the work ends in good order; the second
 * ends the process at once, which loses time and nothing else.
 */
export function listenForInterrupt(say: (text: string) => void = (text) => void process.stderr.write(text)): {
  signal: AbortSignal;
  release(): void;
} {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(interruptedCode);
    controller.abort();
    say("\nStopping: what is in hand is brought to its end. Ctrl-C again ends at once.\n");
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release() {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
