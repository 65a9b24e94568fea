import { z } from "zod";
import { deliveryLevel } from "../bucket/schema.ts";
import { idOf } from "../kernel/ids.ts";
import { writingModes } from "../kernel/writing-modes.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Which manifest is an object's, and how whoever delivers the object says so. */
export const manifestLink = z.object({
  key: z.string(),
  etag: z
    .string()
    .describe("The object as it was signed: another ETag is another object, to which the manifest does not belong"),
  mode: z.enum(writingModes),
  manifestLabel: z.string(),
  storedBucketId: idOf("bucket"),
  storedKey: z.string().describe("Where the manifest store is, or in mode embed the signed copy"),
  storedSha256: hash,
  receiptId: idOf("receipt"),
  url: z
    .url()
    .nullable()
    .describe("Where the manifest store is served; null where serving is off, and for signed copies"),
  linkHeader: z.string().nullable().describe("The value of the header Link to send with the object"),
});
export type ManifestLink = z.output<typeof manifestLink>;

export { deliveryLevel };
