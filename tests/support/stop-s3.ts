import { stopS3 } from "../../scripts/s3.mjs";
import { s3Dir } from "./s3.ts";

/** Vitest's global setup where tests may need the S3-compatible server: they start it on first use, this stops it. */
export default function setup(): () => Promise<void> {
  return () => stopS3({ dir: s3Dir });
}
