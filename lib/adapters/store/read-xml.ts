/** An element: its name without a prefix, the text directly in it, its children in order. Attributes are left out. */
export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

/**
 * Reads the XML that S3 answers with into a tree. Exact for elements, text, the predefined and numeric entities, CDATA
 * and comments; throws SyntaxError for everything else, document types above all, which have no place in an answer.
 */
export function readXml(source: string): XmlElement {
  const top: XmlElement = { name: "", text: "", children: [] };
  const open: XmlElement[] = [];
  let here = top;
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < source.length) {
    const tag = source.indexOf("<", at);
    const end = tag < 0 ? source.length : tag;
    if (end > at) here.text += decodeText(source.slice(at, end));
    if (tag < 0) break;
    if (source.startsWith("<?", tag)) at = after(source, "?>", tag);
    else if (source.startsWith("<!--", tag)) at = after(source, "-->", tag);
    else if (source.startsWith("<![CDATA[", tag)) {
      at = after(source, "]]>", tag);
      here.text += source.slice(tag + 9, at - 3);
    } else if (source.charCodeAt(tag + 1) === slash) {
      at = after(source, ">", tag);
      const parent = open.pop();
      if (!parent || localName(source.slice(tag + 2, at - 1)) !== here.name)
        throw new SyntaxError("an element ends that is not open");
      here = parent;
    } else {
      at = after(source, ">", tag);
      const empty = source.charCodeAt(at - 2) === slash;
      const name = localName(source.slice(tag + 1, empty ? at - 2 : at - 1));
      const element: XmlElement = { name, text: "", children: [] };
      here.children.push(element);
      if (!empty) {
        open.push(here);
        here = element;
      }
    }
  }
  const root = top.children[0];
  if (open.length > 0 || !root || top.children.length > 1 || top.text.trim() !== "")
    throw new SyntaxError("not one whole element");
  return root;
}

/** The text of a child, or null where there is none of that name. */
export function childText(element: XmlElement, name: string): string | null {
  return element.children.find((child) => child.name === name)?.text ?? null;
}

/** The element at the end of a path of names, each the first of its name, or null. */
export function descendant(element: XmlElement, ...names: string[]): XmlElement | null {
  let here: XmlElement | undefined = element;
  for (const name of names) here = here?.children.find((child) => child.name === name);
  return here ?? null;
}

function after(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  if (at < 0) throw new SyntaxError(`no ${mark} to the end`);
  return at + mark.length;
}

const slash = 0x2f;

/** A listing has a dozen names, thousands of times each, so those that were read once are kept: a few hundred at most. */
const names = new Map<string, string>();

function localName(inside: string): string {
  const known = names.get(inside);
  if (known !== undefined) return known;
  const name = /^[^\s"'<>&!]+/.exec(inside)?.[0];
  if (!name) throw new SyntaxError("an element without a name");
  const local = name.slice(name.indexOf(":") + 1);
  if (names.size < 300 && inside.length < 100) names.set(inside, local);
  return local;
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeText(text: string): string {
  if (!text.includes("&")) return text;
  // ETags are half of all entities, and quotes all that they have.
  const unquoted = text.replaceAll("&quot;", '"');
  if (!unquoted.includes("&")) return unquoted;
  return unquoted.replace(/&([^;]*);?/g, (whole, name: string) => {
    const plain = named[name];
    if (plain !== undefined && whole.endsWith(";")) return plain;
    const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const point = number ? Number.parseInt(number[1] ?? number[2] ?? "", number[1] ? 16 : 10) : Number.NaN;
    if (!whole.endsWith(";") || !(point <= 0x10ffff)) throw new SyntaxError("an unknown entity");
    return String.fromCodePoint(point);
  });
}
