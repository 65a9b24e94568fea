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
