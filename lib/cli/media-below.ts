import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../kernel/fault.ts";
import { isMediaName } from "../media/mime-by-extension.ts";
import { cannotRead } from "./cannot-read.ts";
import { printable } from "./table.ts";

/** A folder's media files, its folders' too, in order; a file is itself. Manifest stores are no media. Throws Fault `invalid`. */
export async function mediaBelow(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new Fault("invalid", `There is no file or folder ${printable(path)}.`);
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((cause: unknown) => {
    throw cannotRead(path, cause);
  });
  return entries
    .filter((entry) => entry.isFile() && isMediaName(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
