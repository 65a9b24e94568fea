import type { NewObject } from "./rows.ts";

/** What an index of the database can hold beside the two ids: more than any store has (1,024 bytes), and than folders mostly do. */
const keyBytesMax = 2_500;
const textLengthMax = 300;

/**
 * What keeps a record that somebody else wrote from being stored, as the end of a sentence; null where nothing does. A store's
 * own answers are bound by the store; a list or a report may hold anything, megabytes of it in every cell.
 */
export function refuseRecord({ key, sizeBytes, lastModified, ...texts }: NewObject): string | null {
  if (key === "") return "key must be a text that is not empty";
  if (!key.isWellFormed() || key.includes("\0")) return "key holds characters that no store can hold";
  if (Buffer.byteLength(key) > keyBytesMax) return `key is longer than ${keyBytesMax} bytes`;
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) return "size must be a whole number of bytes";
  for (const [name, text] of Object.entries(texts))
    if (!text.isWellFormed() || text.includes("\0") || text.length > textLengthMax)
      return `${columns[name as keyof typeof texts]} must be a short text`;
  // Postgres knows no year 0, and what follows the year 9999 is written otherwise than it reads.
  if (Number.isNaN(lastModified.getTime()) || !/^(?!0000)\d{4}-/.test(lastModified.toISOString()))
    return "last_modified must be a time such as 2024-05-31T12:00:00Z";
  return null;
}

const columns = { etag: "etag", storageClass: "storage_class", mime: "mime" } as const;
