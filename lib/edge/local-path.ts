/**
 * Where to go after signing in, out of a link that anybody may have written: a path of this site with its query, or the
 * fallback for everything else. The URL parser decides, since browsers read `/\host` and `//host` as another site's.
 */
export function localPathOf(given: string | string[] | undefined, fallback: string): string {
  if (typeof given !== "string" || !given.startsWith("/") || given.length > 1000) return fallback;
  const here = "http://here.invalid";
  if (!URL.canParse(given, here)) return fallback;
  const { origin, pathname, search } = new URL(given, here);
  // A path that begins with two slashes, such as what `/.//host` becomes, would be another site's address by itself.
  return origin === here && !pathname.startsWith("//") ? pathname + search : fallback;
}
