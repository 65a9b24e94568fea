import { NonRetriableError, RetryAfterError } from "inngest";
import { asFault, isRetriable } from "../kernel/fault.ts";

/**
 * A durable function's step: runs the work and turns a Fault into what the engine understands. A final one is not tried
 * again; one that names its time is tried then; another is tried as the function's own retries say.
 */
export async function durable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const fault = asFault(thrown);
    const sentence = `${fault.code}: ${fault.message}`;
    if (!isRetriable(fault.code)) throw new NonRetriableError(sentence, { cause: thrown });
    if (fault.retryAfterMs !== undefined)
      throw new RetryAfterError(sentence, new Date(Date.now() + fault.retryAfterMs), { cause: thrown });
    throw new Error(sentence, { cause: thrown });
  }
}

/** The sentence of a Fault that `durable` threw and that came back through the engine, without its code. */
export function sentenceOf(error: Error): string {
  return error.message.replace(/^[a-z_]+: /, "").slice(0, 2000) || "It failed for a reason that was not told.";
}
