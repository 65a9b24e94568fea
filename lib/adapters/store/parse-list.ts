import { compareKeys } from "../../kernel/compare-keys.ts";
import { Fault } from "../../kernel/fault.ts";
import type { ListedObject } from "../../ports/store.ts";
import { childText, readXml, type XmlElement } from "./read-xml.ts";

export interface ParsedList {
  objects: ListedObject[];
  truncated: boolean;
  /** For a truncated page that holds no objects at all; a page with objects goes on from its last key. */
  continuationToken: string | null;
}

/**
 * An answer to ListObjectsV2 with `encoding-type=url`. Throws Fault `upstream` for what is no such answer, `corrupt` for a
 * key that is no UTF-8, and `invalid` for a bucket that lists out of byte order, since pages over it would lose objects.
 */
export function parseList(xml: string, startAfter: string): ParsedList {
  const { root, encoded } = readListing(xml);
  const objects: ListedObject[] = [];
  let previous = startAfter;
  for (const child of root.children) {
    if (child.name !== "Contents") continue;
    const object = listedObject(child, encoded);
    if (compareKeys(previous, object.key) >= 0)
      throw new Fault("invalid", "This bucket does not list its keys in byte order. Directory buckets cannot be used.");
    previous = object.key;
    objects.push(object);
  }
  const truncated = childText(root, "IsTruncated") === "true";
  const continuationToken = childText(root, "NextContinuationToken") || null;
  // Taken for the end, it would lose objects.
  if (truncated && objects.length === 0 && continuationToken === null)
    throw new Fault("upstream", "The bucket answered that there is more to list, and not where to go on.");
  return { objects, truncated, continuationToken };
}

/** The common prefixes of an answer to ListObjectsV2 with a delimiter. Throws as `parseList` does, but for the order. */
export function parseFolders(xml: string): { folders: string[]; more: boolean } {
  const { root, encoded } = readListing(xml);
  const folders = root.children
    .filter(({ name }) => name === "CommonPrefixes")
    .map((element) => childText(element, "Prefix") ?? "")
    .map((prefix) => (encoded ? decodeKey(prefix) : prefix));
  return { folders, more: childText(root, "IsTruncated") === "true" };
}

function readListing(xml: string): { root: XmlElement; encoded: boolean } {
  let root: XmlElement;
  try {
    root = readXml(xml);
  } catch (cause) {
    throw new Fault("upstream", "The bucket answered a listing with XML that cannot be read.", { cause });
  }
  if (root.name !== "ListBucketResult")
    throw new Fault("upstream", "The bucket answered a listing with something that is no listing.");
  return { root, encoded: childText(root, "EncodingType") === "url" };
}

function listedObject(contents: XmlElement, encoded: boolean): ListedObject {
  let [key, size, modified, etag, storageClass] = ["", "", "", "", ""];
  for (const { name, text } of contents.children) {
    if (name === "Key") key = text;
    else if (name === "Size") size = text;
    else if (name === "LastModified") modified = text;
    else if (name === "ETag") etag = text;
    else if (name === "StorageClass") storageClass = text;
  }
  const lastModified = new Date(modified);
  if (!key || !/^\d+$/.test(size) || Number.isNaN(lastModified.getTime()))
    throw new Fault("upstream", "The bucket listed an object without its key, size or date.");
  return {
    key: encoded ? decodeKey(key) : key,
    etag: unquoted(etag),
    sizeBytes: Number(size),
    lastModified,
    storageClass: storageClass || "STANDARD",
  };
}

/** S3 encodes as HTML forms do: a space is `+`, a plus is `%2B`. */
function decodeKey(text: string): string {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    throw new Fault("corrupt", "The bucket holds a key that is not UTF-8 text.", { cause, details: { encoded: text } });
  }
}

/** An ETag without its quotes, which are HTTP's and not the tag's. */
export function unquoted(etag: string): string {
  return etag.length >= 2 && etag.startsWith('"') && etag.endsWith('"') ? etag.slice(1, -1) : etag;
}
