import { realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import type { BucketAccess } from "../bucket/schema.ts";
import { Fault } from "../kernel/fault.ts";
import type { SourceFlags } from "./flags.ts";
import { printable } from "./table.ts";

/** Where the objects are, and which of them: what the flags and the environment say, checked before anything is opened. */
export interface Source {
  access: BucketAccess;
  /** What the bucket is called where it is not known yet. */
  name: string;
  /** Key prefixes inside the bucket; one empty text for all of it. */
  prefixes: string[];
  /** Where the objects are told from, if the bucket is not to be listed. */
  inventoryCsv: string | undefined;
  inventoryReport: string | undefined;
}

/** Throws Fault `invalid` with what to do. */
export async function sourceOf(
  flags: SourceFlags,
  environment: Record<string, string | undefined> = process.env,
): Promise<Source> {
  if (flags.inventoryCsv && flags.inventoryReport)
    throw new Fault("invalid", "--inventory-csv and --inventory-report each tell the objects. Give one of them.");
  if (flags.inventoryCsv) await refuseMissingFile(flags.inventoryCsv);
  const found = flags.origin === "file" ? await folderOf(flags) : remoteOf(flags, environment);
  return { ...found, inventoryCsv: flags.inventoryCsv, inventoryReport: flags.inventoryReport };
}

type Found = Omit<Source, "inventoryCsv" | "inventoryReport">;

/** With --origin file a prefix is a folder: the bucket is the folder that holds them all. */
async function folderOf(flags: SourceFlags): Promise<Found> {
  if (flags.prefix.length === 0)
    throw new Fault("invalid", "Name a folder with --prefix, as in --origin file --prefix ~/Pictures.");
  if (flags.bucket)
    throw new Fault("invalid", "--bucket goes with --origin s3 or r2; a folder is named with --prefix.");
  const folders = await Promise.all(flags.prefix.map(existingFolder));
  const root = folders.reduce(commonFolder);
  const prefixes = folders.map((folder) => (folder === root ? "" : `${relative(root, folder).split(sep).join("/")}/`));
  const name = printable(root.split(sep).at(-1) || root);
  return { access: { location: { kind: "fs", root }, secret: null }, prefixes, name: name.slice(0, 80) };
}

async function existingFolder(given: string): Promise<string> {
  const path = resolve(given === "~" || given.startsWith("~/") ? join(homedir(), given.slice(1)) : given);
  const found = await stat(path).catch(() => null);
  if (!found) throw new Fault("invalid", `There is no folder ${printable(path)}. Check what --prefix names.`);
  if (!found.isDirectory())
    throw new Fault("invalid", `${printable(path)} is a file. Name the folder that it is in with --prefix.`);
  const real = await realpath(path);
  if (/\p{Cc}/u.test(real))
    throw new Fault("invalid", `${printable(real)} has control characters in its name. Rename it first.`);
  return real;
}

function commonFolder(a: string, b: string): string {
  let common = a;
  while (b !== common && !b.startsWith(common.endsWith(sep) ? common : common + sep)) common = resolve(common, "..");
  return common;
}

async function refuseMissingFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile())
    throw new Fault("invalid", `There is no file ${printable(path)}. Check what --inventory-csv names.`);
}

function remoteOf(flags: SourceFlags, environment: Record<string, string | undefined>): Found {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL, R2_ACCOUNT_ID } =
    environment;
  if (!flags.bucket)
    throw new Fault("invalid", `Name the bucket with --bucket, as in --origin ${flags.origin} --bucket my-bucket.`);
  const missing = Object.entries({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }).flatMap(([name, value]) =>
    value ? [] : [name],
  );
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new Fault("invalid", `Set ${missing.join(" and ")} to a key that may list, read and write the bucket.`);
  const secret = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN || undefined,
  };
  const endpoint = flags.endpoint ?? (AWS_ENDPOINT_URL || null);
  if (endpoint !== null && !isAddress(endpoint))
    throw new Fault("invalid", `${endpoint} is no address. Name it as in --endpoint https://s3.example.com.`);
  const found = { name: flags.bucket, prefixes: flags.prefix.length > 0 ? flags.prefix : [""] };
  const { bucket } = flags;
  if (flags.origin === "s3") {
    const region = flags.region ?? (AWS_REGION || "us-east-1");
    const location = { kind: "s3" as const, bucket, region, endpoint, pathStyle: endpoint !== null };
    return { ...found, access: { location, secret } };
  }
  const accountId = flags.accountId ?? R2_ACCOUNT_ID;
  if (!accountId) throw new Fault("invalid", "Name the R2 account with --account-id, or set R2_ACCOUNT_ID.");
  return { ...found, access: { location: { kind: "r2", bucket, accountId, endpoint }, secret } };
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
