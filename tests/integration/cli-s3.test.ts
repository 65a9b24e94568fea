import { PutObjectCommand } from "@aws-sdk/client-s3";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findS3, makeS3Bucket } from "../conformance/s3-under-test.ts";
import { buildCommandLine, c2c as start } from "../support/command-line.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { picture } from "../support/picture-folder.ts";

const found = await findS3();

if ("missing" in found) {
  describe.skip(`the command line over a bucket in S3 (${found.missing})`, () => {
    test("needs a server", () => {});
  });
} else {
  let db: TestDatabase;
  let made: Awaited<ReturnType<typeof makeS3Bucket>>;
  const keys = { AWS_ACCESS_KEY_ID: found.accessKeyId, AWS_SECRET_ACCESS_KEY: found.secretAccessKey };
  const c2c = (args: string[], environment: Record<string, string> = keys) =>
    start([...args, "--origin", "s3", "--bucket", made.bucket, "--endpoint", found.endpoint], {
      DATABASE_URL: db.url,
      ...environment,
    });

  beforeAll(async () => {
    await buildCommandLine();
    db = await testDatabase();
    made = await makeS3Bucket(found);
    const put = async (Key: string, seed: number) =>
      made.client.send(new PutObjectCommand({ Bucket: made.bucket, Key, Body: await picture(seed) }));
    await Promise.all([put("2023/a.jpg", 1), put("2024/b.jpg", 2), put("2024/c.jpg", 3)]);
  });

  afterAll(async () => {
    await made?.remove();
    await db?.close();
  });

  test("a run over a prefix signs what is below it and nothing else", async () => {
    const { code, stdout, stderr } = await c2c(["run", "--prefix", "2024/", "--yes", "--json"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ state: "finished", objects: "2", signed: "2" });
  });

  test("wrong keys are refused with a sentence, and the right ones find the same bucket again", async () => {
    const wrong = await c2c(["inventory"], { ...keys, AWS_SECRET_ACCESS_KEY: "wrong" });
    expect([wrong.code, wrong.stdout]).toEqual([20, ""]);
    expect(wrong.stderr).toMatch(/^c2c: The bucket cannot be listed\. .*secret access key.*\n$/);
    expect((await c2c(["inventory", "--json"])).code).toBe(0);
    const asking = new pg.Client({ connectionString: db.superUrl });
    await asking.connect();
    const { rows } = await asking.query("select count(*)::int as buckets from bucket");
    await asking.end();
    expect(rows).toEqual([{ buckets: 1 }]);
  });
}
