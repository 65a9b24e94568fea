import { Fault, type FaultCode } from "../../kernel/fault.ts";
import { type StampProblem, stampProblemSentence } from "../../kernel/stamp-problems.ts";

const codes: Partial<Record<StampProblem, FaultCode>> = {
  out_of_turn: "limit",
  rate_limited: "limit",
  unavailable: "upstream",
  timed_out: "upstream",
  not_a_token: "corrupt",
  wrong_nonce: "corrupt",
  wrong_imprint: "corrupt",
  bad_signature: "corrupt",
};

/** The Fault of a problem: its sentence, what was seen, and its code in `details.what`. */
export function stampFault(
  what: StampProblem,
  seen?: string,
  more: { retryAfterMs?: number | undefined; cause?: unknown } = {},
): Fault {
  const message = seen ? `${stampProblemSentence[what]} (${seen})` : stampProblemSentence[what];
  const { retryAfterMs, cause } = more;
  return new Fault(codes[what] ?? "precondition", message, {
    details: { what },
    cause,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
