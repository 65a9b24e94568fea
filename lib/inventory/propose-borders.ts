import { compareKeys } from "../kernel/compare-keys.ts";
import type { Store } from "../ports/store.ts";
import type { KeyRange } from "./key-ranges.ts";

type Rest = Pick<KeyRange, "prefix" | "last" | "upTo">;

/**
 * Texts at which what is still to be listed of a range could be cut, in order, at most `wanted`; none where little or
 * nothing seems to be left. First the folders behind the last listed key, from the top down, by a request with a delimiter
 * each; where the rest is flat, texts that differ from the last key in one character, chosen by asking whether there are
 * keys behind them. They are hints: a listing is whole wherever it is cut, and only its speed depends on where.
 */
export async function proposeBorders(
  store: Pick<Store, "folders" | "list">,
  rest: Rest,
  wanted: number,
  signal: AbortSignal,
): Promise<string[]> {
  let inside = commonFolder(rest);
  for (;;) {
    const startAfter = compareKeys(rest.last, inside) > 0 ? rest.last : "";
    const found = await store.folders({ prefix: inside, startAfter, signal });
    const folders = found.folders.filter((folder) => liesAhead(rest, folder));
    // More than one answer holds: the first of them say little of where the rest lies.
    const borders = found.more ? await flatBorders(store, rest, inside, wanted, signal) : [];
    if (borders.length > 0) return borders;
    if (folders.length > 0) return places(folders.length, wanted).map((at) => folders[at] ?? "");
    const slash = rest.last.indexOf("/", inside.length);
    if (!rest.last.startsWith(inside) || slash < 0) return flatBorders(store, rest, inside, wanted, signal);
    inside = rest.last.slice(0, slash + 1);
  }
}

/** The deepest folder that all of the rest is in, or the range's prefix where there is none. */
function commonFolder({ prefix, last, upTo }: Rest): string {
  if (upTo === null) return prefix;
  let same = 0;
  while (same < last.length && last[same] === upTo[same]) same++;
  return last.slice(0, Math.max(prefix.length, last.slice(0, same).lastIndexOf("/") + 1));
}

/** No store has a longer key, and S3 refuses to be asked for what lies behind one. */
const borderBytesMax = 1024;

function liesAhead({ last, upTo }: Rest, border: string): boolean {
  if (compareKeys(border, last) <= 0 || Buffer.byteLength(border) > borderBytesMax) return false;
  return upTo === null || compareKeys(border, upTo) < 0;
}

/**
 * Goes through the last key's characters for the first that some key behind it has a higher one at: at that place the
 * rest of the keys branches. Whether there are keys behind "the same beginning and one character more" holds for all later
 * places once it holds for one, so places are halved, and then the characters at the place.
 */
async function flatBorders(
  store: Pick<Store, "list">,
  rest: Rest,
  inside: string,
  wanted: number,
  signal: AbortSignal,
): Promise<string[]> {
  const points = Array.from(rest.last);
  const firstPlace = Array.from(inside).length;
  const beginning = (place: number) => points.slice(0, place).join("");
  const keyBehind = async (border: string) => {
    if (!liesAhead(rest, border)) return null;
    const { objects } = await store.list({ prefix: rest.prefix, startAfter: border, limit: 1, signal });
    const key = objects[0]?.key;
    return key !== undefined && (rest.upTo === null || compareKeys(key, rest.upTo) <= 0) ? key : null;
  };
  const past = (place: number) => {
    const next = codeAfter(points[place]?.codePointAt(0) ?? codeMax);
    return next === null ? null : beginning(place) + String.fromCodePoint(next);
  };
  let branch: { place: number; key: string } | null = null;
  for (let [low, high] = [firstPlace, points.length - 1]; low <= high; ) {
    const place = (low + high) >> 1;
    const border = past(place);
    const key = border === null ? null : await keyBehind(border);
    if (key !== null) branch = { place, key };
    [low, high] = key === null ? [place + 1, high] : [low, place - 1];
  }
  if (!branch) return [];
  const { place, key } = branch;
  const nearest = Array.from(key)[place]?.codePointAt(0);
  if (nearest === undefined) return [];
  let [low, high] = [nearest, nearest <= asciiMax ? asciiMax : codeMax];
  while (low < high) {
    const middle = (low + high) >> 1;
    const has = await keyBehind(beginning(place) + String.fromCodePoint(codeAfter(middle) ?? codeMax));
    [low, high] = has === null ? [low, middle] : [middle + 1, high];
  }
  return places(low - nearest + 1, wanted)
    .map((at) => beginning(place) + String.fromCodePoint(wellFormed(nearest + at)))
    .filter((border) => liesAhead(rest, border));
}

const asciiMax = 0x7e;
const codeMax = 0x10ffff;

/** The next character that text may hold: code points in the order of their UTF-8 bytes, without the surrogates. */
function codeAfter(code: number): number | null {
  return code >= codeMax ? null : wellFormed(code + 1);
}

function wellFormed(code: number): number {
  return code >= 0xd800 && code < 0xe000 ? 0xe000 : code;
}

/** Of `all` places from 0 on as many as are wanted, evenly apart: for one, the middle. */
function places(all: number, wanted: number): number[] {
  const count = Math.min(all, wanted);
  return Array.from({ length: count }, (_, n) => Math.floor(((n + 1) * all) / (count + 1)));
}
