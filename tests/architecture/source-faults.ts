import { isRows, type SourceFile } from "./import-faults.ts";
import { nouns } from "./import-table.ts";
import { withoutExtension } from "./read-imports.ts";

const LINES_MAX = 300;
/** These files hold the words that they look for. */
const here = "tests/architecture/";

/** Files longer than the house allows. */
export function lengthFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, source }) => {
    const lines = source.split("\n").length - 1;
    return lines > LINES_MAX ? [`${path} has ${lines} lines, ${LINES_MAX} is the most`] : [];
  });
}

/** Comments that switch the compiler off, or the linter for a whole file, or its rule against `any` outside of tests. */
export function escapeFaults(files: readonly SourceFile[]): string[] {
  const others = files.filter(({ path }) => !path.startsWith(here));
  const shipped = others.filter(({ path }) => !path.startsWith("tests/"));
  return [
    ...linesThat(/@ts-(ignore|nocheck)|biome-ignore-all/, others, "switches the checks off"),
    ...linesThat(/biome-ignore lint\/suspicious\/noExplicitAny/, shipped, "allows any"),
  ];
}

/** Code of a noun that touches the transaction outside rows.ts. */
export function transactionFaults(files: readonly SourceFile[]): string[] {
  const inNouns = files.filter(
    ({ path }) => nouns.some((noun) => path.startsWith(`lib/${noun}/`)) && !isRows(withoutExtension(path)),
  );
  return linesThat(/\btx\.\$?\w+/, inNouns, "touches tx outside rows.ts");
}

/** Files that make a verb and are not in the registry, which is how isolation tests find every verb. */
export function registryFaults(files: readonly SourceFile[]): string[] {
  const registry = files.find(({ path }) => path === "lib/verbs.ts")?.source ?? "";
  return files
    .filter(({ path, source }) => /^lib\/.+\.ts$/.test(path) && /=\s*(globalVerb|tenantVerb|verb)\(/.test(source))
    .filter(({ path }) => !registry.includes(`"./${path.slice("lib/".length)}"`))
    .map(({ path }) => `${path} makes a verb that lib/verbs.ts does not list`);
}

/** What belongs to somebody's machine, and not to the project. */
export function wordFaults(files: readonly SourceFile[]): string[] {
  const places = /(^|[\s"'`(=])\/(work|home|Users)\/|localhost:4873/;
  return linesThat(
    places,
    files.filter(({ path }) => !path.startsWith(here)),
    "names a place on one machine",
  );
}

/** Paths that a document names in backticks and that are not there. `exists` gets them relative to the project. */
export function documentFaults(document: string, markdown: string, exists: (path: string) => boolean): string[] {
  const named = [...markdown.matchAll(/`([\w@()[\].*-]+(?:\/[\w@()[\].*-]+)+\/?)`/g)].map(([, path]) => path as string);
  const roots = /^(app|components|lib|inngest|prisma|scripts|tests|public|docs|\.ci)\//;
  return named
    .filter((path) => roots.test(path) && !path.includes("*"))
    .filter((path) => !exists(path))
    .map((path) => `${document} names ${path}, which is not there`);
}

function linesThat(pattern: RegExp, files: readonly SourceFile[], what: string): string[] {
  return files.flatMap(({ path, source }) =>
    source.split("\n").flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1} ${what}: ${line.trim()}`] : [])),
  );
}
