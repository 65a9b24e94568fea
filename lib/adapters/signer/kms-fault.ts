import { KMSServiceException } from "@aws-sdk/client-kms";
import { Fault, type FaultCode } from "../../kernel/fault.ts";

/** Who has to act is told apart from what passes by itself. AWS's own text is left out: it quotes ARNs and accounts. */
const known: Record<string, { code: FaultCode; sentence: string }> = {
  AccessDeniedException: {
    code: "forbidden",
    sentence:
      "The key service refuses these credentials. Allow them kms:GetPublicKey and kms:Sign on this key, in its key policy or in IAM.",
  },
  DisabledException: {
    code: "precondition",
    sentence: "The key is disabled in the key service. Enable it there, or plan with another identity.",
  },
  KMSInvalidStateException: {
    code: "precondition",
    sentence: "The key is about to be deleted, or not ready yet, in the key service. See to its state there.",
  },
  NotFoundException: {
    code: "precondition",
    sentence: "The key service knows no such key in this region. Compare the key's ARN and the region.",
  },
  InvalidArnException: {
    code: "precondition",
    sentence: "The key service does not take this key's name. Give its ARN as the service shows it.",
  },
  InvalidKeyUsageException: {
    code: "precondition",
    sentence: "The key does not sign by the certificate's algorithm. Give a SIGN_VERIFY key of the certificate's kind.",
  },
};

const credentialNames = new Set([
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "IncompleteSignature",
  "MissingAuthenticationTokenException",
  "ExpiredTokenException",
  "CredentialsProviderError",
]);

const throttleNames = new Set([
  "ThrottlingException",
  "LimitExceededException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
]);

/** What the SDK threw, as a Fault with a sentence. Never retriable where a person has to act first. */
export function kmsFault(thrown: unknown): Fault {
  // The guard's own refusal arrives as the connection's error.
  const guarded = thrown instanceof Fault ? thrown : (thrown as { cause?: unknown } | null)?.cause;
  if (guarded instanceof Fault) return guarded;
  const { name = "", $response } = (thrown ?? {}) as { name?: string; $response?: { statusCode?: number } };
  const details = { what: "identity" };
  const listed = known[name];
  if (listed) return new Fault(listed.code, listed.sentence, { details, cause: thrown });
  if (credentialNames.has(name))
    return new Fault(
      "forbidden",
      "The key service does not accept the access key. Give the identity credentials that are valid.",
      { details, cause: thrown },
    );
  const status = thrown instanceof KMSServiceException ? thrown.$metadata.httpStatusCode : $response?.statusCode;
  if (throttleNames.has(name) || status === 429)
    return passing("The key service asks for fewer requests at once.", 2_000, thrown);
  return passing("The key service did not answer as it should.", 5_000, thrown);
}

function passing(sentence: string, retryAfterMs: number, cause: unknown): Fault {
  return new Fault("upstream", sentence, { details: { what: "key_service" }, retryAfterMs, cause });
}
