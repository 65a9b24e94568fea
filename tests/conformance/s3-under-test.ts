import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";

export interface S3UnderTest {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * The server that S3's promises are tested on, or why there is none: any that is named by C2C_TEST_S3_ENDPOINT,
 * C2C_TEST_S3_ACCESS_KEY_ID and C2C_TEST_S3_SECRET_ACCESS_KEY.
 */
export async function findS3(): Promise<S3UnderTest | { missing: string }> {
  const { C2C_TEST_S3_ENDPOINT, C2C_TEST_S3_ACCESS_KEY_ID, C2C_TEST_S3_SECRET_ACCESS_KEY } = process.env;
  if (C2C_TEST_S3_ENDPOINT && C2C_TEST_S3_ACCESS_KEY_ID && C2C_TEST_S3_SECRET_ACCESS_KEY)
    return {
      endpoint: C2C_TEST_S3_ENDPOINT,
      accessKeyId: C2C_TEST_S3_ACCESS_KEY_ID,
      secretAccessKey: C2C_TEST_S3_SECRET_ACCESS_KEY,
    };
  return { missing: "no server: set C2C_TEST_S3_ENDPOINT and its two keys" };
}

let made = 0;

/** A new empty bucket, made by the vendor's own client, which also removes it with all that is in it. */
export async function makeS3Bucket(
  server: S3UnderTest,
): Promise<{ bucket: string; client: S3Client; remove(): Promise<void> }> {
  const { endpoint, accessKeyId, secretAccessKey } = server;
  const credentials = { accessKeyId, secretAccessKey };
  const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true, credentials });
  const bucket = `store-${process.pid}-${Date.now().toString(36)}-${made++}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    bucket,
    client,
    async remove() {
      for (;;) {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
        if (Contents.length === 0) break;
        for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      }
      await client.send(new DeleteBucketCommand({ Bucket: bucket }));
      client.destroy();
    },
  };
}
