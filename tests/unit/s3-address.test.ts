import { expect, test } from "vitest";
import { s3Address } from "../../lib/adapters/store/s3-address.ts";
import type { BucketLocation } from "../../lib/ports/store.ts";

type Remote = Exclude<BucketLocation, { kind: "fs" }>;
const aws = { kind: "s3", bucket: "media", region: "eu-central-1", endpoint: null, pathStyle: false } as const;
const at = (location: Remote, allowPrivate = false) => s3Address(location, { allowPrivate });

test("AWS is addressed by the bucket's own host, and by path where its name has dots or the tenant says so", () => {
  expect(at(aws)).toEqual({
    origin: "https://media.s3.eu-central-1.amazonaws.com",
    host: "media.s3.eu-central-1.amazonaws.com",
    basePath: "",
    region: "eu-central-1",
    wellKnown: true,
  });
  const byPath = { origin: "https://s3.eu-central-1.amazonaws.com", host: "s3.eu-central-1.amazonaws.com" };
  expect(at({ ...aws, bucket: "my.media" })).toMatchObject({ ...byPath, basePath: "/my.media" });
  expect(at({ ...aws, pathStyle: true })).toMatchObject({ ...byPath, basePath: "/media" });
  expect(at({ ...aws, region: "cn-north-1" }).host).toBe("media.s3.cn-north-1.amazonaws.com.cn");
});

test("R2 is addressed by account and path, in the region auto", () => {
  expect(at({ kind: "r2", bucket: "media", accountId: "0abc", endpoint: null })).toEqual({
    origin: "https://0abc.r2.cloudflarestorage.com",
    host: "0abc.r2.cloudflarestorage.com",
    basePath: "/media",
    region: "auto",
    wellKnown: true,
  });
});

test("an endpoint of one's own may have a port and a path, and an IP never gets a bucket's label", () => {
  const endpoint = "https://s3.example.com:9000/storage/v1/s3/";
  expect(at({ ...aws, endpoint, pathStyle: true })).toMatchObject({
    origin: "https://s3.example.com:9000",
    host: "s3.example.com:9000",
    basePath: "/storage/v1/s3/media",
    wellKnown: false,
  });
  expect(at({ ...aws, endpoint })).toMatchObject({ host: "media.s3.example.com:9000", basePath: "/storage/v1/s3" });
  expect(at({ ...aws, endpoint: "http://127.0.0.1:9000" }, true)).toMatchObject({
    host: "127.0.0.1:9000",
    basePath: "/media",
  });
  expect(at({ ...aws, endpoint: "http://[::1]:9000" }, true)).toMatchObject({ host: "[::1]:9000", basePath: "/media" });
});

test("a bucket, region or account that could reach into the host or the path is refused", () => {
  const refused = expect.objectContaining({ code: "invalid" });
  for (const bucket of [
    "",
    "ab",
    "evil.com/x",
    "a..b",
    "@evil",
    "x#y",
    "x?y=z",
    "127.0.0.1:80",
    "-abc",
    "a b c",
    "../up",
  ])
    expect(() => at({ ...aws, bucket }), bucket).toThrow(refused);
  for (const region of ["", "evil.com/", "eu central", "x#", "a@b"])
    expect(() => at({ ...aws, region }), region).toThrow(refused);
  for (const accountId of ["", "evil.com/", "x#", "a.b"])
    expect(() => at({ kind: "r2", bucket: "media", accountId, endpoint: null }), accountId).toThrow(refused);
});
