import { Fault } from "../kernel/fault.ts";

/** The documented codes of uploads, in the envelope's `details.errorCode`. */
export const uploadErrors = [
  "NO_FILE_PROVIDED",
  "INVALID_FILE_TYPE",
  "FILE_TOO_LARGE",
  "RATE_LIMIT_EXCEEDED",
  "VALIDATION_FAILED",
  "EXTRACTION_FAILED",
] as const;
export type UploadError = (typeof uploadErrors)[number];

/** A refusal of an upload, to be thrown. */
export function refusal(errorCode: UploadError, message: string, cause?: unknown): Fault {
  return new Fault("invalid", message, { details: { errorCode }, cause });
}
