/**
 * The one range that a request asks for (RFC 9110, 14.2), both ends included; null where the whole is to be sent: no range,
 * several of them, another unit, or an `If-Range` of another version.
 */
export function byteRange(
  range: string | null,
  sizeBytes: number,
  ifRange: string | null,
  etag: string,
): { first: number; last: number } | "unsatisfiable" | null {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? "");
  if (!parts || (ifRange !== null && ifRange !== etag)) return null;
  const [, from = "", to = ""] = parts;
  if (from === "" && to === "") return null;
  const first = from === "" ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const last = from === "" || to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (from !== "" && to !== "" && Number(to) < Number(from)) return null;
  return first > last || (from === "" && Number(to) === 0) ? "unsatisfiable" : { first, last };
}
