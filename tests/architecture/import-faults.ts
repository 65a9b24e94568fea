import { exceptions, mayImport, nouns, rooms, vendors } from "./import-table.ts";
import { type Import, readImports, withoutExtension } from "./read-imports.ts";

export interface SourceFile {
  /** Relative to the project, with `/`. */
  path: string;
  source: string;
}

/** Every import that the table forbids, as a sentence each. */
export function importFaults(files: readonly SourceFile[]): string[] {
  const pure = pureFiles(files);
  return files.flatMap((file) =>
    readImports(file.path, file.source).flatMap((one) => {
      if (exceptions.some(({ from, to }) => from === file.path && to.test(one.to))) return [];
      const fault = one.kind === "package" ? packageFault(file.path, one.to) : projectFault(file.path, one, pure);
      return fault ? [`${file.path} imports ${one.to}: ${fault}`] : [];
    }),
  );
}

export function roomOf(path: string): string | undefined {
  return rooms.find(([start]) => path.startsWith(start))?.[1];
}

function projectFault(path: string, { to, typeOnly }: Import, pure: ReadonlySet<string>): string | undefined {
  const [from, into] = [roomOf(path), roomOf(to)];
  // Settings at the project's root belong to nobody.
  if (!from || !into || from === "tests") return undefined;
  // A noun to the right may read a neighbour's rows within its own transaction; nobody else sees them.
  if (isRows(to) && !nouns.some((noun) => noun === from)) return "rows are for nouns alone";
  if (into === "prisma")
    return isRows(withoutExtension(path)) || from === "adapters" ? undefined : "the database client is for rows.ts";
  if (from !== into && !mayImport[from]?.includes(into)) return `${from} may not import ${into}`;
  const reaches = from === "components" && into !== "components" && !typeOnly && !pure.has(to);
  return reaches ? "components import types, and values of pure files only" : undefined;
}

/** `rows.ts`, or where a noun has many, `item-rows.ts`. */
export function isRows(path: string): boolean {
  return /^lib\/(?:[^/]+\/)+(?:[^/]+-)?rows$/.test(path);
}

function packageFault(path: string, name: string): string | undefined {
  const room = roomOf(path);
  if (!room || room === "tests") return undefined;
  if (/^next(\/|$)/.test(name))
    return path.startsWith("lib/") || room === "inngest" ? "nothing in lib imports next" : undefined;
  const vendor = vendors.find(([pattern]) => pattern.test(name));
  if (!vendor || room === "adapters" || vendor[1].includes(room)) return undefined;
  return "only adapters touch a vendor's package";
}

/** Files of lib that reach nothing but other such files and zod: a browser can run them. */
function pureFiles(files: readonly SourceFile[]): ReadonlySet<string> {
  const inLib = files.filter((file) => file.path.startsWith("lib/"));
  const values = new Map(
    inLib.map((file) => [
      withoutExtension(file.path),
      readImports(file.path, file.source).filter((one) => !one.typeOnly),
    ]),
  );
  const pure = new Set(values.keys());
  for (let before = -1; before !== pure.size; ) {
    before = pure.size;
    for (const [path, imports] of values)
      if (imports.some((one) => (one.kind === "package" ? one.to !== "zod" : !pure.has(one.to)))) pure.delete(path);
  }
  return pure;
}
