import { Fault, type FaultCode } from "../kernel/fault.ts";

/** The documented codes of uploads, in the envelope's `details.errorCode`, each with its HTTP status and our own code. */
export const uploadRefusals = {
  NO_FILE_PROVIDED: { status: 400, code: "invalid" },
  INVALID_FILE_TYPE: { status: 415, code: "invalid" },
  FILE_TOO_LARGE: { status: 413, code: "invalid" },
  RATE_LIMIT_EXCEEDED: { status: 429, code: "limit" },
  VALIDATION_FAILED: { status: 422, code: "invalid" },
  SIGNING_FAILED: { status: 422, code: "corrupt" },
  EXTRACTION_FAILED: { status: 422, code: "invalid" },
  PROOF_NOT_FOUND: { status: 404, code: "not_found" },
  CERTIFICATE_INVALID: { status: 409, code: "precondition" },
} as const satisfies Record<string, { status: number; code: FaultCode }>;

export type UploadError = keyof typeof uploadRefusals;
export const uploadErrors = Object.keys(uploadRefusals) as UploadError[];

/** A refusal of an upload, to be thrown. */
export function refusal(errorCode: UploadError, message: string, cause?: unknown): Fault {
  return new Fault(uploadRefusals[errorCode].code, message, { details: { errorCode }, cause });
}

/** The HTTP status that a refusal of an upload names, or null for any other. */
export function statusOfRefusal({ details }: Fault): number | null {
  const named = details?.errorCode;
  return uploadErrors.find((each) => each === named) ? uploadRefusals[named as UploadError].status : null;
}
