import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingPrograms, startS3 } from "../../scripts/s3.mjs";

export const s3Dir = join(fileURLToPath(new URL("../..", import.meta.url)), ".data", "test-s3");

export interface S3UnderTest {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * The S3-compatible server that tests use, or why there is none: the one that C2C_TEST_S3_URL, C2C_TEST_S3_KEY and
 * C2C_TEST_S3_SECRET name, else one of our own, started by the first who asks and stopped when the run of tests ends.
 */
export async function findS3(): Promise<S3UnderTest | { missing: string }> {
  const { C2C_TEST_S3_URL, C2C_TEST_S3_KEY, C2C_TEST_S3_SECRET } = process.env;
  if (C2C_TEST_S3_URL && C2C_TEST_S3_KEY && C2C_TEST_S3_SECRET)
    return { endpoint: C2C_TEST_S3_URL, accessKeyId: C2C_TEST_S3_KEY, secretAccessKey: C2C_TEST_S3_SECRET };
  const missing = missingPrograms();
  if (missing.length > 0) return { missing: `no S3-compatible server: ${missing.join(", ")} not installed` };
  return startS3({ dir: s3Dir });
}
