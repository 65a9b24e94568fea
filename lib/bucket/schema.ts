import { z } from "zod";
import { faultCodes } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { nameOf } from "../tenant/schema.ts";

const oneLine = /^[^\p{Cc}\p{Cs}]*$/u;
const line = (max: number) =>
  z.string().trim().min(1).max(max).regex(oneLine, "must be one line without control characters");
const endpoint = z
  .url({ protocol: /^https?$/, error: "must be an address such as https://s3.example.test" })
  .max(500)
  .nullable()
  .default(null);

/** Where a bucket is, as `BucketLocation` of lib/ports/store.ts: kept in the clear. */
export const bucketLocation = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("fs"),
    root: line(2000)
      .describe("An absolute path on the machine that runs the service")
      .meta({ examples: ["/srv/media"] }),
  }),
  z.object({
    kind: z.literal("s3"),
    bucket: line(63).meta({ examples: ["media-archive"] }),
    region: line(60).default("us-east-1"),
    endpoint: endpoint.describe("Null for Amazon's own; otherwise where the S3-compatible store answers"),
    pathStyle: z
      .boolean()
      .default(false)
      .describe("Whether the bucket's name goes into the path, as many S3-compatible stores want"),
  }),
  z.object({
    kind: z.literal("r2"),
    bucket: line(63).meta({ examples: ["media-archive"] }),
    accountId: line(60).meta({ examples: ["0123456789abcdef0123456789abcdef"] }),
    endpoint: endpoint.describe("Null unless the account is bound to a jurisdiction of its own"),
  }),
]);

/** What is sealed, and never told again. */
export const bucketSecret = z.object({
  accessKeyId: line(200),
  secretAccessKey: line(500),
  sessionToken: line(4000).optional(),
});

/** What a probe and a connection start from: `fs` has no secret, the others must have one. */
export const bucketAccess = z
  .object({ location: bucketLocation, secret: bucketSecret.nullable().default(null) })
  .superRefine(({ location, secret }, issues) => {
    if (location.kind === "fs" && secret !== null)
      issues.addIssue({ code: "custom", path: ["secret"], message: "A folder has no keys: leave them out." });
    if (location.kind !== "fs" && secret === null)
      issues.addIssue({
        code: "custom",
        path: ["secret"],
        message: "An access key id and a secret access key are needed.",
      });
  });
export type BucketAccess = z.output<typeof bucketAccess>;

export const bucketName = nameOf("What people call this bucket", "Media archive");

export const grants = ["list", "get", "put", "conditional_put"] as const;
export type Grant = (typeof grants)[number];

/**
 * How a probe ended: `granted`; a Fault's code; `ignored` where the store took a conditional put and did not keep its
 * condition; `refused` where it does not know conditional puts; `not_tried` where an earlier probe makes it pointless.
 */
export const probeCodes = ["granted", "ignored", "refused", "not_tried", ...faultCodes] as const;
export type ProbeCode = (typeof probeCodes)[number];

export const grantProbe = z.object({
  grant: z.enum(grants),
  ok: z.boolean(),
  code: z.enum(probeCodes),
  sentence: z.string().describe("What was found, and what to do where it is not enough"),
  enables: z.string().describe("What this grant is needed for"),
});
export type GrantProbe = z.output<typeof grantProbe>;

/** Advice to the person who connects, as `BucketFacts` of lib/ports/store.ts; `unknown` where nobody may ask. */
export const bucketFacts = z.object({
  region: z.string(),
  versioning: z.enum(["enabled", "suspended", "off", "unknown"]),
  publicAccess: z.enum(["public", "private", "blocked", "unknown"]),
  inventories: z.union([
    z.literal("unknown"),
    z.array(
      z.object({
        id: z.string(),
        enabled: z.boolean(),
        format: z.string(),
        schedule: z.string(),
        destinationBucket: z.string(),
        destinationPrefix: z.string(),
      }),
    ),
  ]),
});

/** What probing showed. `ready` is whether the bucket can be connected: list and get are granted. */
export const capabilities = z.object({
  grants: z.array(grantProbe).describe("One for each grant, in the order list, get, put, conditional_put"),
  ready: z.boolean().describe("Whether the bucket can be connected: it can be listed and read"),
  signable: z.boolean().describe("Whether runs can write manifests to it: all four are granted"),
  facts: bucketFacts,
});
export type Capabilities = z.output<typeof capabilities>;

/** What of a bucket this service serves to anybody: nothing, the manifests that it signed, or the objects too. */
export const deliveryLevel = z.enum(["off", "manifests", "assets"]);
export type DeliveryLevel = z.output<typeof deliveryLevel>;

/** A bucket as screens, the CLI and the API show it: nothing of its credentials. */
export const bucketView = z.object({
  id: idOf("bucket"),
  name: z.string(),
  location: bucketLocation,
  capabilities,
  delivery: deliveryLevel,
  probedAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  removedAt: z.iso.datetime().nullable(),
});
export type BucketView = z.output<typeof bucketView>;
