import type { z } from "zod";
import type { FieldErrors } from "@/components/ui/field-errors.ts";
import type { bucketAccess } from "@/lib/bucket/schema.ts";

/** What a person chooses between: an S3-compatible store asks for more than Amazon's own. */
export type PlaceKind = "fs" | "aws" | "compatible" | "r2";

/** What the wizard has been told so far: text as typed. */
export interface BucketDraft {
  kind: PlaceKind;
  root: string;
  bucket: string;
  region: string;
  endpoint: string;
  pathStyle: boolean;
  accountId: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  name: string;
}

export const emptyDraft: BucketDraft = {
  kind: "fs",
  root: "",
  bucket: "",
  region: "us-east-1",
  endpoint: "",
  pathStyle: true,
  accountId: "",
  accessKeyId: "",
  secretAccessKey: "",
  sessionToken: "",
  name: "",
};

/** What `bucket.probe` takes of a draft. */
export function accessOf(draft: BucketDraft): z.input<typeof bucketAccess> {
  if (draft.kind === "fs") return { location: { kind: "fs", root: draft.root.trim() }, secret: null };
  const { accessKeyId, secretAccessKey } = draft;
  const sessionToken = draft.sessionToken.trim() || undefined;
  return { location: storeOf(draft), secret: { accessKeyId, secretAccessKey, sessionToken } };
}

function storeOf(draft: BucketDraft): z.input<typeof bucketAccess>["location"] {
  const bucket = draft.bucket.trim();
  const endpoint = draft.endpoint.trim() || null;
  if (draft.kind === "r2") return { kind: "r2", bucket, accountId: draft.accountId.trim(), endpoint };
  const region = draft.region.trim() || undefined;
  if (draft.kind === "aws") return { kind: "s3", bucket, region, endpoint: null, pathStyle: false };
  return { kind: "s3", bucket, region, endpoint, pathStyle: draft.pathStyle };
}

/** A name to begin with: the bucket's, or the folder's last part. */
export function suggestedName(draft: BucketDraft): string {
  if (draft.kind !== "fs") return draft.bucket.trim();
  return draft.root.split("/").filter(Boolean).at(-1) ?? "";
}

const ofPlace = ["root", "bucket", "region", "endpoint", "pathStyle", "accountId"];

/** Whether one of the errors is about the first step's fields. */
export function isAboutPlace(errors: FieldErrors): boolean {
  return ofPlace.some((field) => field in errors);
}
