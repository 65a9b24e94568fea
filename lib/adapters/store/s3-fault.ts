import { Fault, type FaultDetails } from "../../kernel/fault.ts";
import { abortFault } from "./count-wire.ts";
import { childText, readXml, type XmlElement } from "./read-xml.ts";

export interface FailedAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
  body: string;
}
export interface S3Error {
  code: string;
  message: string;
  /** The region in which the bucket really is, where the answer says so. */
  region: string | null;
}

/** What an answer that is no success says. A HEAD has no body, so the code is made of the status there. */
export function readS3Error({ status, headers, body }: FailedAnswer): S3Error {
  const root = tryRead(body);
  const inside = root?.name === "ErrorResponse" ? (root.children.find(({ name }) => name === "Error") ?? root) : root;
  const region = headers["x-amz-bucket-region"] ?? (inside && childText(inside, "Region"));
  return {
    code: (inside && childText(inside, "Code")) || `HTTP${status}`,
    message: (inside && childText(inside, "Message")) || "",
    region: typeof region === "string" && region !== "" ? region : null,
  };
}

const forbidden: Record<string, string> = {
  AccessDenied: "The credentials may not do this in the bucket. Add the missing permission to their policy.",
  AccountProblem: "The account that owns the bucket has a problem. Its owner must solve it with the provider.",
  AllAccessDisabled: "All access to this bucket has been switched off by its owner or the provider.",
  ExpiredToken: "The credentials have expired. Connect the bucket again with fresh ones.",
  InvalidAccessKeyId:
    "The access key id is not known to the store. Check that it was copied whole and is still active.",
  InvalidToken: "The session token does not belong to the access key. Connect the bucket again with fresh credentials.",
  NotSignedUp: "The account of these credentials has not signed up for the store.",
  RequestTimeTooSkewed: "The clock of this machine is more than 15 minutes off. Set it, then try again.",
  SignatureDoesNotMatch: "The secret access key does not belong to the access key id. Copy both again.",
  TokenRefreshRequired: "The credentials have expired. Connect the bucket again with fresh ones.",
};

const passing = new Set(["ConditionalRequestConflict", "OperationAborted", "RequestTimeout"]);
const asksToSlowDown = new Set([
  "SlowDown",
  "ServiceUnavailable",
  "RequestLimitExceeded",
  "Throttling",
  "TooManyRequests",
]);
const movedElsewhere = new Set([
  "PermanentRedirect",
  "AuthorizationHeaderMalformed",
  "IllegalLocationConstraintException",
]);

/** An answer as the Fault that the port promises. 404 for an object, 412 and the like are the caller's to take out before. */
export function s3Fault(answer: FailedAnswer): Fault {
  const { status, headers } = answer;
  const { code, message, region } = readS3Error(answer);
  const details: FaultDetails = { status, s3Code: code, s3Message: message.slice(0, 500) };
  const sentence = forbidden[code];
  if (sentence) return new Fault("forbidden", sentence, { details });
  // Said of a header that the store does not know, such as a condition on a write: asking again changes nothing.
  if (status === 501)
    return new Fault("invalid", "The store does not know this kind of request, such as a conditional put.", {
      details,
    });
  if (
    passing.has(code) ||
    asksToSlowDown.has(code) ||
    status >= 500 ||
    status === 429 ||
    status === 408 ||
    status === 307
  ) {
    const slow = asksToSlowDown.has(code) || status === 503 || status === 429;
    const wait = retryAfterMs(headers["retry-after"]) ?? (slow ? 1_000 : undefined);
    const told = { details: slow ? { ...details, what: "slow_down" } : details, retryAfterMs: wait };
    if (slow) return new Fault("upstream", `The store asked to slow down (${code}).`, told);
    return new Fault("upstream", `The store could not answer just now (${code}). Try again.`, told);
  }
  // A HEAD tells of a wrong region by 400 and a header alone.
  if (movedElsewhere.has(code) || (status >= 300 && status < 400) || (code === "HTTP400" && region)) {
    const where = region ? `It is in ${region}: connect it with that region.` : "Connect it with its own region.";
    return new Fault("invalid", `The bucket is not in the given region or behind this endpoint. ${where}`, {
      details: { ...details, region },
    });
  }
  if (code === "NoSuchBucket")
    return new Fault("invalid", "There is no bucket of this name at the endpoint.", { details });
  if (code === "InvalidObjectState")
    return new Fault("precondition", "The object is archived. Restore it in the bucket before it can be read.", {
      details,
    });
  if (status === 403 || status === 401)
    return new Fault("forbidden", `The store refused the credentials (${code}). Check the keys and their policy.`, {
      details,
    });
  return new Fault("invalid", `The store refused the request (${code}).`, { details });
}

const noSuchHost = new Set(["ENOTFOUND", "ERR_INVALID_URL"]);
const badCertificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/;

/** A request without a whole answer as a Fault. Whether a write took effect is unknown then. */
export function connectionFault(thrown: unknown, signal: AbortSignal | undefined): Fault {
  if (thrown instanceof Fault) return thrown;
  if (signal?.aborted) return abortFault(thrown);
  const code = errorCode(thrown);
  const details = { network: code };
  if (noSuchHost.has(code))
    return new Fault(
      "invalid",
      "The endpoint's name does not exist. Check its spelling, the region and the account id.",
      {
        cause: thrown,
        details,
      },
    );
  if (badCertificate.test(code))
    return new Fault("invalid", "The endpoint's certificate cannot be trusted, so nothing was sent to it.", {
      cause: thrown,
      details,
    });
  return new Fault("upstream", `The store could not be reached, or stopped answering (${code || "no code"}).`, {
    cause: thrown,
    details,
  });
}

/** The first code in the chain of causes; a failed race of addresses carries its codes inside. */
function errorCode(thrown: unknown): string {
  let here: unknown = thrown;
  for (let depth = 0; depth < 5 && here instanceof Error; depth++) {
    if ("code" in here && typeof here.code === "string") return here.code;
    here = here instanceof AggregateError ? here.errors[0] : here.cause;
  }
  return "";
}

/** RFC 9110, 10.2.3: seconds, or a date. Only seconds are read, since no store sends dates; at most five minutes. */
function retryAfterMs(header: string | string[] | undefined): number | undefined {
  if (typeof header !== "string" || !/^\d{1,9}$/.test(header)) return undefined;
  return Math.min(Number(header) * 1_000, 300_000);
}

function tryRead(body: string): XmlElement | null {
  if (!body.includes("<")) return null;
  try {
    return readXml(body);
  } catch {
    return null; // A proxy's HTML page says no more than the status does.
  }
}
