export interface Link {
  /** As written: often relative to the address that answered. */
  target: string;
  /** In lower case. */
  relations: string[];
  parameters: ReadonlyMap<string, string>;
}

const linksMax = 100;
const charsMax = 16_384;

/**
 * The links of a `Link` field (RFC 8288, appendix B.2): several in one value, parameters quoted or not, the first `rel`
 * alone counting. What does not parse ends the list there: a header is a stranger's text.
 */
export function parseLinks(values: readonly string[]): Link[] {
  const links: Link[] = [];
  for (const value of values) {
    let rest = value.slice(0, charsMax);
    while (links.length < linksMax) {
      const head = /^[\s,]*<([^>]*)>/.exec(rest);
      if (!head) break;
      rest = rest.slice(head[0].length);
      const parameters = new Map<string, string>();
      for (;;) {
        const found = /^\s*;\s*([^\s=;,]*)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/.exec(rest);
        if (!found) break;
        rest = rest.slice(found[0].length);
        const name = (found[1] ?? "").toLowerCase().replace(/\*$/, "");
        const text = found[2]?.replace(/\\(.)/g, "$1") ?? found[3] ?? "";
        if (name !== "" && !parameters.has(name)) parameters.set(name, text);
      }
      const relations = (parameters.get("rel") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
      links.push({ target: (head[1] ?? "").trim(), relations, parameters });
      if (!/^\s*,/.test(rest)) break;
    }
  }
  return links;
}

/**
 * Where `Link: <…>; rel="c2pa-manifest"` leads (C2PA 2.2, 11.4), absolute and each once. A link about another document
 * (`anchor`) is left out.
 */
export function manifestLinks(values: readonly string[], base: string): string[] {
  const targets = parseLinks(values)
    .filter(({ relations, parameters }) => relations.includes("c2pa-manifest") && !parameters.has("anchor"))
    .flatMap(({ target }) => (URL.canParse(target, base) ? [new URL(target, base).href] : []));
  return [...new Set(targets)];
}
