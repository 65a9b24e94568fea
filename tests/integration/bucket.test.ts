import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connectBucket } from "../../lib/bucket/connect.ts";
import { getBucket } from "../../lib/bucket/get.ts";
import { listBuckets } from "../../lib/bucket/list.ts";
import { probeBucket } from "../../lib/bucket/probe.ts";
import { removeBucket } from "../../lib/bucket/remove.ts";
import { reprobeBucket } from "../../lib/bucket/reprobe.ts";
import { requestInventory } from "../../lib/inventory/request.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import { bentBucket, s3Location as location, s3Secret as secret } from "../support/bent-bucket.ts";
import { makeTenant } from "../support/wiring.ts";

const here = bentBucket();

describe("connecting a bucket", () => {
  test("with wrong keys is refused with every probe's sentence, and keeps nothing", async () => {
    const wrong = async () => {
      throw new Fault("forbidden", "The access key id is not known to the store.", {
        details: { s3Code: "InvalidAccessKeyId" },
      });
    };
    here.bend = (store) => ({ ...store, list: wrong, get: wrong, put: wrong });
    await expect(here.connect()).rejects.toMatchObject({
      code: "precondition",
      message: "The bucket cannot be listed. The access key id is not known to the store.",
      details: { grants: [{ code: "forbidden" }, { code: "forbidden" }, { code: "forbidden" }, { code: "not_tried" }] },
    });
    expect((await listBuckets(here.tenant.owner, {})).items).toEqual([]);
  });

  test("without conditional puts is possible, and says that runs cannot write there", async () => {
    here.bend = (store) => ({
      ...store,
      put: (key, bytes, options) => store.put(key, bytes, { ...options, when: { kind: "always" } }),
    });
    const { capabilities } = await here.connect();
    expect(capabilities).toMatchObject({ ready: true, signable: false });
    expect(capabilities.grants[3]).toMatchObject({ grant: "conditional_put", code: "ignored" });
  });

  test("never tells the credentials again, in no answer, log or row", async () => {
    const connected = await here.connect();
    const answers = [
      connected,
      await getBucket(here.tenant.owner, { bucketId: connected.id }),
      await reprobeBucket(here.tenant.owner, { bucketId: connected.id, secret }),
    ];
    const rows = await here.tenant.owner.read(
      (tx) => tx.$queryRaw<{ text: string }[]>`
      select (select string_agg(b::text, '') from bucket b) || (select string_agg(a::text, '') from audit_event a) as text`,
    );
    for (const text of [JSON.stringify(answers), here.logged.join(""), rows[0]?.text ?? ""]) {
      expect(text).not.toContain(secret.secretAccessKey);
      expect(text).not.toContain(Buffer.from(secret.secretAccessKey).toString("hex"));
    }
  });

  test("without keys, or with keys for a folder, is refused in plain words", async () => {
    await expect(connectBucket(here.tenant.owner, { name: "x", location })).rejects.toThrow(
      "An access key id and a secret access key are needed.",
    );
    await expect(
      connectBucket(here.tenant.owner, { name: "x", location: { kind: "fs", root: "/" }, secret }),
    ).rejects.toThrow("A folder has no keys");
  });

  test("can be undone: the bucket is no longer listed and cannot be opened, and its name stays known", async () => {
    const { id: bucketId } = await here.connect();
    await removeBucket(here.tenant.owner, { bucketId });
    expect((await listBuckets(here.tenant.owner, {})).items).toEqual([]);
    expect((await getBucket(here.tenant.owner, { bucketId })).removedAt).not.toBeNull();
    await expect(reprobeBucket(here.tenant.owner, { bucketId })).rejects.toMatchObject({ code: "precondition" });
    await expect(requestInventory(here.tenant.owner, { bucketId })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("a folder is one workspace's: neither it, nor one in it, nor one that holds it can be probed or connected by another", async () => {
  const holder = await mkdtemp(join(tmpdir(), "c2c-folders-"));
  try {
    for (const name of ["mine/inner", "mine-too"]) await mkdir(join(holder, name), { recursive: true });
    const connect = (ctx: typeof here.tenant.owner, root: string) =>
      connectBucket(ctx, { name: root.slice(-20), location: { kind: "fs", root }, secret: null });
    const mine = await connect(here.tenant.owner, `${holder}/mine/`);
    const other = await makeTenant(here.wiring);
    for (const root of [`${holder}/mine`, `${holder}/mine/inner`, `${holder}/./mine/../mine/`, holder])
      await expect(connect(other.owner, root), root).rejects.toMatchObject({ code: "conflict" });
    const look = probeBucket(other.owner, { location: { kind: "fs", root: `${holder}/mine` }, secret: null });
    await expect(look).rejects.toMatchObject({ code: "conflict" });
    expect((await connect(other.owner, `${holder}/mine-too`)).name).toContain("mine-too");
    expect((await connect(here.tenant.owner, `${holder}/mine/inner`)).name).toContain("inner");
    await removeBucket(here.tenant.owner, { bucketId: mine.id });
    await expect(connect(other.owner, `${holder}/mine/inner`)).rejects.toMatchObject({ code: "conflict" });
  } finally {
    await rm(holder, { recursive: true });
  }
});
