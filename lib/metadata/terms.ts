/** How a term's text is read: `list` is cut at semicolons. */
export type TermKind = "text" | "list" | "date" | "url";

const dc = "http://purl.org/dc/elements/1.1/";
const photoshop = "http://ns.adobe.com/photoshop/1.0/";
const xmpRights = "http://ns.adobe.com/xap/1.0/rights/";
const iptcCore = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";

/** The prefixes that the terms below use, as the assertion's `@context` gives them. */
export const namespaces: Readonly<Record<string, string>> = { dc, photoshop, xmpRights, Iptc4xmpCore: iptcCore };

/**
 * What a tenant may state of an asset, and under which name of XMP (ISO 16684-1) or of the IPTC Photo Metadata Standard it
 * stands in a `cawg.metadata` assertion. A closed list: the assertion is made of schemas that readers know.
 */
export const terms = {
  creator: { name: "dc:creator", kind: "list", label: "Creator" },
  credit: { name: "photoshop:Credit", kind: "text", label: "Credit line" },
  rights: { name: "dc:rights", kind: "text", label: "Copyright notice" },
  usageTerms: { name: "xmpRights:UsageTerms", kind: "text", label: "Usage terms" },
  webStatement: { name: "xmpRights:WebStatement", kind: "url", label: "Address of the rights statement" },
  owner: { name: "xmpRights:Owner", kind: "list", label: "Rights owner" },
  title: { name: "dc:title", kind: "text", label: "Title" },
  headline: { name: "photoshop:Headline", kind: "text", label: "Headline" },
  description: { name: "dc:description", kind: "text", label: "Description" },
  altText: { name: "Iptc4xmpCore:AltTextAccessibility", kind: "text", label: "Alternative text" },
  keywords: { name: "dc:subject", kind: "list", label: "Keywords" },
  source: { name: "photoshop:Source", kind: "text", label: "Source" },
  instructions: { name: "photoshop:Instructions", kind: "text", label: "Instructions" },
  dateCreated: { name: "photoshop:DateCreated", kind: "date", label: "Date created" },
  city: { name: "photoshop:City", kind: "text", label: "City" },
  country: { name: "photoshop:Country", kind: "text", label: "Country" },
} as const satisfies Record<string, { name: string; kind: TermKind; label: string }>;
export type Term = keyof typeof terms;
export const termNames = Object.keys(terms) as Term[];
