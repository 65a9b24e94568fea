import { expect, test } from "vitest";
import { describeBucket } from "../../lib/adapters/store/describe-bucket.ts";
import { s3Address } from "../../lib/adapters/store/s3-address.ts";
import { s3Fault } from "../../lib/adapters/store/s3-fault.ts";
import type { S3Wire } from "../../lib/adapters/store/s3-wire.ts";

const aws = s3Address(
  { kind: "s3", bucket: "media", region: "us-east-1", endpoint: null, pathStyle: false },
  { allowPrivate: false },
);

/** A wire that knows one answer for each question about the bucket: XML, or a status and a code. */
function answering(answers: Record<string, string | [status: number, code: string]>): S3Wire {
  return {
    async send({ query = {} }) {
      const answer = answers[Object.keys(query)[0] ?? ""] ?? [403, "AccessDenied"];
      if (typeof answer === "string")
        return { status: 200, headers: {}, bytes: new TextEncoder().encode(answer), taken: null };
      const [status, code] = answer;
      throw s3Fault({ status, headers: {}, body: `<Error><Code>${code}</Code></Error>` });
    },
    close: async () => {},
  };
}

test("a bucket of AWS tells its region, versioning, public access and inventories", async () => {
  const wire = answering({
    location: "<LocationConstraint/>",
    versioning: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    publicAccessBlock:
      "<PublicAccessBlockConfiguration><IgnorePublicAcls>true</IgnorePublicAcls><RestrictPublicBuckets>TRUE</RestrictPublicBuckets></PublicAccessBlockConfiguration>",
    policyStatus: "<PolicyStatus><IsPublic>TRUE</IsPublic></PolicyStatus>",
    inventory: `<ListInventoryConfigurationsResult><InventoryConfiguration><Id>daily</Id><IsEnabled>true</IsEnabled>
      <Destination><S3BucketDestination><Format>Parquet</Format><Bucket>arn:aws:s3:::reports</Bucket><Prefix>inv</Prefix></S3BucketDestination></Destination>
      <Schedule><Frequency>Daily</Frequency></Schedule></InventoryConfiguration></ListInventoryConfigurationsResult>`,
  });
  expect(await describeBucket(wire, aws)).toEqual({
    region: "us-east-1",
    versioning: "enabled",
    publicAccess: "blocked",
    inventories: [
      {
        id: "daily",
        enabled: true,
        format: "Parquet",
        schedule: "Daily",
        destinationBucket: "reports",
        destinationPrefix: "inv",
      },
    ],
  });
});

test("each answer is unknown on its own where it is refused, unset or not implemented", async () => {
  const wire = answering({
    location: [501, "NotImplemented"],
    versioning: "<VersioningConfiguration/>",
    publicAccessBlock: [404, "NoSuchPublicAccessBlockConfiguration"],
    policyStatus: "<PolicyStatus><IsPublic>false</IsPublic></PolicyStatus>",
    inventory: "not xml",
  });
  expect(await describeBucket(wire, aws)).toEqual({
    region: "unknown",
    versioning: "off",
    publicAccess: "private",
    inventories: "unknown",
  });
});

test.each([
  [404, "NoSuchBucket", "invalid"],
  [403, "SignatureDoesNotMatch", "forbidden"],
  [301, "PermanentRedirect", "invalid"],
  [503, "SlowDown", "upstream"],
] as const)("%i %s stops the questions", async (status, code, faultCode) => {
  await expect(describeBucket(answering({ versioning: [status, code] }), aws)).rejects.toMatchObject({
    code: faultCode,
  });
});
