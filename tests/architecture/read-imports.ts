import { dirname, join, normalize } from "node:path/posix";

export interface Import {
  /** A project path without its extension (`lib/kernel/fault`), or a package's name (`pg`, `node:fs`, `next/headers`). */
  to: string;
  kind: "project" | "package";
  /** Erased by the compiler: nothing of the other file runs because of it. */
  typeOnly: boolean;
}

const statement = /^\s*(?:import|export)\s+(type\s)?([^"';]*?\sfrom\s*)?"([^"]+)"/gm;
const dynamic = /\bimport\(\s*"([^"]+)"\s*\)/g;

/** What a source file imports, re-exports or loads on demand. `path` is relative to the project, with `/`. */
export function readImports(path: string, source: string): Import[] {
  const found: Import[] = [];
  for (const [, type, names, specifier] of source.matchAll(statement))
    found.push({ ...resolve(path, specifier ?? ""), typeOnly: Boolean(type) || namesAreTypes(names ?? "") });
  for (const [, specifier] of source.matchAll(dynamic))
    found.push({ ...resolve(path, specifier ?? ""), typeOnly: false });
  return found;
}

export function withoutExtension(path: string): string {
  return path.replace(/\.(d\.)?(ts|tsx|mjs|js|json|css|svg)$/, "");
}

function resolve(path: string, specifier: string): { to: string; kind: Import["kind"] } {
  if (specifier.startsWith("@/")) return { to: withoutExtension(specifier.slice(2)), kind: "project" };
  if (!specifier.startsWith(".")) return { to: specifier, kind: "package" };
  return { to: withoutExtension(normalize(join(dirname(path), specifier))), kind: "project" };
}

/** `{ type A, type B }`: each name by itself. */
function namesAreTypes(names: string): boolean {
  const braces = /^\{([^}]*)\}\s*from/.exec(names.trim());
  const each =
    braces?.[1]
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  return each.length > 0 && each.every((name) => name.startsWith("type "));
}
