import type { Place } from "./schema.ts";

export interface RemotePlace {
  place: Exclude<Place, "embedded">;
  url: string;
}

const linksMax = 3;

/**
 * Where a manifest store may be fetched from, in the order in which they are asked: the `Link` header of the answer
 * that the file came in, the file's XMP, and the file's own path ending in `.c2pa` (C2PA 2.2, 11.4). Each address once,
 * at its first place.
 */
export function placesOf(facts: {
  links: readonly string[];
  provenance: string | null;
  address: string | null;
}): RemotePlace[] {
  const { links, provenance, address } = facts;
  const named: RemotePlace[] = [
    ...links.slice(0, linksMax).map((url) => ({ place: "link" as const, url })),
    ...(isWebAddress(provenance) ? [{ place: "provenance" as const, url: new URL(provenance).href }] : []),
    ...(address === null ? [] : besides(address).map((url) => ({ place: "same-path" as const, url }))),
  ];
  return named.filter(({ url }, at) => isWebAddress(url) && named.findIndex((each) => each.url === url) === at);
}

/** `self#jumbf=…`, which older writers left in the XMP, leads to nowhere but the file. */
export function isWebAddress(text: string | null): text is string {
  return text !== null && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** The same path with the extension replaced, and with another one appended. A query names a rendition, and goes. */
function besides(address: string): string[] {
  const url = new URL(address);
  url.search = "";
  url.hash = "";
  const { pathname } = url;
  if (pathname.endsWith("/")) return [];
  const replaced = pathname.replace(/\.[^./]*$/, "");
  return [`${replaced}.c2pa`, `${pathname}.c2pa`].map((path) => {
    url.pathname = path;
    return url.href;
  });
}
