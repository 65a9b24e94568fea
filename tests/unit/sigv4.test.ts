import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { encodePath, encodeQuery, makeSigner } from "../../lib/adapters/store/sigv4.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

interface Captured {
  method: string;
  path: string;
  query: Record<string, string | string[] | null>;
  headers: Record<string, string>;
}

/** What the vendor's client would send, taken behind its signer. */
async function capture(
  command: object,
  session: { sessionToken?: string },
  forcePathStyle: boolean,
): Promise<Captured> {
  let captured: Captured | undefined;
  const client = new S3Client({
    region: "eu-central-1",
    credentials: { ...credentials, ...session },
    forcePathStyle,
    requestChecksumCalculation: "WHEN_REQUIRED",
    requestHandler: {
      handle: async (request: Captured) => {
        captured = request;
        throw new Error("taken");
      },
    } as never,
    maxAttempts: 1,
  });
  await client.send(command as never).catch((thrown: Error) => {
    if (!captured) throw thrown;
  });
  client.destroy();
  if (!captured) throw new Error("the client sent nothing");
  return captured;
}

const Bucket = "media-bucket";
const keys = [
  "plain.jpg",
  "a b/ü+%20&=?#'()*!~.jpg",
  "a//b///c",
  "日本/\u{1f4f7}.jpg",
  "../up/./here",
  'quote"<>\\^`{|}[]@:$,;',
  "ends/",
];
const commands: [string, object][] = [
  ...keys.flatMap((Key): [string, object][] => [
    [`GET ${Key}`, new GetObjectCommand({ Bucket, Key, IfMatch: '"0123"' })],
    [
      `PUT ${Key}`,
      new PutObjectCommand({ Bucket, Key, Body: "hello  world", ContentType: "image/jpeg", IfNoneMatch: "*" }),
    ],
  ]),
  ["HEAD", new HeadObjectCommand({ Bucket, Key: "x" })],
  ["DELETE", new DeleteObjectCommand({ Bucket, Key: "x" })],
  [
    "LIST",
    new ListObjectsV2Command({
      Bucket,
      Prefix: "a b/ü+",
      StartAfter: "a b/ü+%&=*'()",
      EncodingType: "url",
      MaxKeys: 7,
    }),
  ],
];

describe.each([
  [true, {}],
  [false, {}],
  [true, { sessionToken: "FwoGZXIvYXdzE//token+with/odd=" }],
])("with path style %s and session %o", (pathStyle, session) => {
  test.each(commands)("our signature of %s is the vendor's", async (_name, command) => {
    const { method, path, query, headers } = await capture(command, session, pathStyle);
    const signedNames = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1]?.split(";") ?? [];
    const ours = ["authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token"];
    const given = Object.fromEntries(
      Object.entries(headers)
        .map(([name, value]) => [name.toLowerCase(), value] as const)
        .filter(([name]) => signedNames.includes(name) && !ours.includes(name)),
    );
    const stamp = headers["x-amz-date"] ?? "";
    const now = new Date(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));
    const signed = makeSigner({ ...credentials, ...session }, "eu-central-1")(
      {
        method,
        path,
        query: encodeQuery(query as Record<string, string>),
        headers: given,
        payloadHash: headers["x-amz-content-sha256"] ?? "",
      },
      now,
    );
    expect(signed.authorization).toBe(headers.authorization);
    expect(signed["x-amz-security-token"]).toBe(headers["x-amz-security-token"]);
  });

  test.each(keys)("our path of %s is the vendor's", async (Key) => {
    const { path } = await capture(new GetObjectCommand({ Bucket, Key }), session, pathStyle);
    expect(`${pathStyle ? `/${Bucket}` : ""}/${encodePath(Key)}`).toBe(path);
  });
});

test("the key of a day is not used for the next day", () => {
  const sign = makeSigner(credentials, "us-east-1");
  const request = { method: "GET", path: "/", query: "", headers: { host: "h" }, payloadHash: "UNSIGNED-PAYLOAD" };
  const late = new Date("2026-01-01T23:59:59Z");
  const early = new Date("2026-01-02T00:00:00Z");
  const first = sign(request, late).authorization;
  const second = sign(request, early).authorization;
  expect(second).toContain("/20260102/us-east-1/s3/aws4_request");
  expect(sign(request, late).authorization).toBe(first);
  expect(makeSigner(credentials, "us-east-1")(request, early).authorization).toBe(second);
});
