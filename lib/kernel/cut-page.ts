/**
 * One page of rows that were asked for with `limit + 1`: the row too many says that there is a next page and is left out.
 * The cursor is that of the last row shown, to be asked for with "after this one".
 */
export function cutPage<T>(
  rows: T[],
  limit: number,
  cursorOf: (row: T) => string,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
