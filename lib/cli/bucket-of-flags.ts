import { realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { connectBucket } from "../bucket/connect.ts";
import { listBuckets } from "../bucket/list.ts";
import type { BucketAccess } from "../bucket/schema.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { SourceFlags } from "./flags.ts";

export interface CommandBucket {
  bucketId: Id<"bucket">;
  name: string;
  /** Key prefixes inside the bucket; one empty text for all of it. */
  prefixes: string[];
}

/** The bucket that the flags speak of: connected on first use, found again afterwards. Throws Fault with what to do. */
export async function bucketOfFlags(ctx: TenantCtx, flags: SourceFlags): Promise<CommandBucket> {
  const { access, prefixes, name } = flags.origin === "file" ? await folderOf(flags) : remoteOf(flags);
  for (let cursor: string | undefined; ; ) {
    const page = await listBuckets(ctx, { cursor, limit: 500 });
    const known = page.items.find((bucket) => isDeepStrictEqual(bucket.location, access.location));
    // Keys may have changed since: with credentials the bucket is connected anew, and the old row is left to its runs.
    if (known && access.secret === null) return { bucketId: known.id, name: known.name, prefixes };
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  const made = await connectBucket(ctx, { name, ...access });
  return { bucketId: made.id, name: made.name, prefixes };
}

type Described = { access: BucketAccess; prefixes: string[]; name: string };

/** With --origin file a prefix is a folder, or one below it: the bucket is the folder that holds them all. */
async function folderOf(flags: SourceFlags): Promise<Described> {
  if (flags.prefix.length === 0) throw new Fault("invalid", "Name a folder: c2c … --origin file --prefix ~/Pictures");
  const folders = await Promise.all(flags.prefix.map(existingFolder));
  const root = folders.reduce(commonFolder);
  const prefixes = folders.map((folder) => (folder === root ? "" : `${relative(root, folder).split(sep).join("/")}/`));
  const name = root.split(sep).at(-1) || root;
  return { access: { location: { kind: "fs", root }, secret: null }, prefixes, name: name.slice(0, 80) };
}

async function existingFolder(given: string): Promise<string> {
  const path = resolve(given === "~" || given.startsWith("~/") ? join(homedir(), given.slice(1)) : given);
  const found = await stat(path).catch(() => null);
  if (!found) throw new Fault("invalid", `${given}: there is no such folder.`);
  if (!found.isDirectory()) throw new Fault("invalid", `${given} is a file: name the folder that it is in.`);
  return realpath(path);
}

function commonFolder(a: string, b: string): string {
  let common = a;
  while (b !== common && !b.startsWith(common.endsWith(sep) ? common : common + sep)) common = resolve(common, "..");
  return common;
}

function remoteOf(flags: SourceFlags): Described {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL, R2_ACCOUNT_ID } =
    process.env;
  if (!flags.bucket) throw new Fault("invalid", `Name the bucket: c2c … --origin ${flags.origin} --bucket my-bucket`);
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new Fault(
      "invalid",
      "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to a key that may list, read and write the bucket.",
    );
  const secret = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  };
  const endpoint = flags.endpoint ?? AWS_ENDPOINT_URL ?? null;
  const prefixes = flags.prefix.length > 0 ? flags.prefix : [""];
  if (flags.origin === "s3") {
    const region = flags.region ?? AWS_REGION ?? "us-east-1";
    return {
      access: {
        location: { kind: "s3", bucket: flags.bucket, region, endpoint, pathStyle: endpoint !== null },
        secret,
      },
      prefixes,
      name: flags.bucket,
    };
  }
  const accountId = flags.accountId ?? R2_ACCOUNT_ID;
  if (!accountId) throw new Fault("invalid", "Name the R2 account with --account-id, or set R2_ACCOUNT_ID.");
  return {
    access: { location: { kind: "r2", bucket: flags.bucket, accountId, endpoint }, secret },
    prefixes,
    name: flags.bucket,
  };
}
