import { PutBucketPolicyCommand, PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { makeOpenStore } from "../../lib/adapters/store/open-store.ts";
import type { BucketLocation } from "../../lib/ports/store.ts";
import { findS3, makeS3Bucket } from "./s3-under-test.ts";
import { storeSuite } from "./store-suite.ts";

const found = await findS3();
const openStore = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: [] });

if ("missing" in found) {
  describe.skip(`a bucket in S3 and R2 (${found.missing})`, () => {
    test("needs a server", () => {});
  });
} else {
  const { endpoint, accessKeyId, secretAccessKey } = found;
  const secret = { accessKeyId, secretAccessKey };
  const flavours: Record<string, (bucket: string) => BucketLocation> = {
    S3: (bucket) => ({ kind: "s3", bucket, region: "us-east-1", endpoint, pathStyle: true }),
    R2: (bucket) => ({ kind: "r2", bucket, accountId: "0123456789abcdef", endpoint }),
  };
  for (const [name, locate] of Object.entries(flavours))
    storeSuite({
      name,
      anyKey: true,
      async makeBucket() {
        const { bucket, remove } = await makeS3Bucket(found);
        return { open: (onWire) => openStore(locate(bucket), secret, onWire), remove };
      },
    });

  describe("a real S3 server", () => {
    const locate = (bucket: string): BucketLocation => flavours.S3?.(bucket) as BucketLocation;

    test("a wrong secret is forbidden, with a sentence that names the secret", async () => {
      const store = openStore(locate("any-bucket"), { accessKeyId, secretAccessKey: "wrong" });
      await expect(store.list({})).rejects.toMatchObject({ code: "forbidden", message: /secret access key/ });
      await expect(store.head("x")).rejects.toMatchObject({ code: "forbidden" });
      await expect(
        store.put("x", new Uint8Array(3), { contentType: "image/png", when: { kind: "always" } }),
      ).rejects.toMatchObject({ code: "forbidden" });
      await expect(store.describe()).rejects.toMatchObject({ code: "forbidden" });
      await store.close();
    });

    test("an unknown key id is forbidden, with a sentence that names the key id", async () => {
      const store = openStore(locate("any-bucket"), { accessKeyId: "NOBODY", secretAccessKey });
      await expect(store.get("x")).rejects.toMatchObject({ code: "forbidden", message: /access key id/ });
      await store.close();
    });

    test("a bucket that does not exist is invalid to all that can tell", async () => {
      const store = openStore(locate("no-such-bucket-here"), secret);
      await expect(store.list({})).rejects.toMatchObject({ code: "invalid" });
      await expect(store.get("x")).rejects.toMatchObject({ code: "invalid" });
      await expect(
        store.put("x", new Uint8Array(3), { contentType: "image/png", when: { kind: "if-absent" } }),
      ).rejects.toMatchObject({ code: "invalid" });
      await expect(store.describe()).rejects.toMatchObject({ code: "invalid" });
      expect(await store.head("x")).toBeNull();
      await store.close();
    });

    test("a bucket tells its versioning and whether a policy opens it to everyone", async () => {
      const { bucket, client, remove } = await makeS3Bucket(found);
      const store = openStore(locate(bucket), secret);
      expect(await store.describe()).toMatchObject({ versioning: "off", inventories: "unknown" });
      const Policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${bucket}/*` }],
      });
      await client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
      expect(await store.describe()).toMatchObject({ publicAccess: "public" });
      const VersioningConfiguration = { Status: "Suspended" } as const;
      await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
      expect(await store.describe()).toMatchObject({ versioning: "suspended" });
      await store.close();
      await remove();
    });
  });
}
