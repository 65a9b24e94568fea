/** Why a stamp is missing: each ends a request for one, and stays on the receipt as the reason of its debt. */
export const stampProblems = [
  "not_configured",
  "out_of_turn",
  "rate_limited",
  "unavailable",
  "timed_out",
  "refused",
  "not_a_token",
  "wrong_nonce",
  "wrong_imprint",
  "bad_signature",
  "wrong_purpose",
  "certificate_expired",
  "untrusted",
  "wrong_clock",
  "no_room",
  "adopted_unstamped",
] as const;
export type StampProblem = (typeof stampProblems)[number];

/** One sentence per code, in the words of the person who reads a report. */
export const stampProblemSentence: Record<StampProblem, string> = {
  not_configured:
    "The workspace has no time-stamp authority under this profile any more. Configure it to pay the debt.",
  out_of_turn: "The profile's own rate limit left no turn in time. The stamp is asked for again later.",
  rate_limited: "The time-stamp authority asked for fewer requests. The stamp is asked for again later.",
  unavailable: "The time-stamp authority could not be reached, or answered that something is wrong with it.",
  timed_out: "The time-stamp authority did not answer in time.",
  refused: "The time-stamp authority refused the request.",
  not_a_token: "The time-stamp authority answered something that is no time-stamp token.",
  wrong_nonce: "The answer's nonce is not the request's: it is the answer to something else.",
  wrong_imprint: "The answer's token is over other bytes than were asked for.",
  bad_signature: "The token's signature does not hold.",
  wrong_purpose: "The token was signed by a certificate that is not for time-stamping alone (RFC 3161, 2.3).",
  certificate_expired: "The token was signed by a certificate that was not in date at the token's own time.",
  untrusted: "The token's certificate does not lead to the anchors that the profile names.",
  wrong_clock: "The token's time lies in the future by this service's clock.",
  no_room: "The token is larger than the room that was kept for it in the manifest.",
  adopted_unstamped: "The manifest was stored by an earlier attempt, without a stamp.",
};
