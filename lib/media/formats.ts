import { formatTable } from "./format-table.ts";

/**
 * Every format that is signed, and what is read or known besides, decided by first bytes and not by names. One row a
 * format; sniffing, structure checks, counting, judging, names and the page all derive from it. What a row says of the engine was observed
 * of @contentauth/c2pa-node 0.8.0 and is pinned by tests/conformance/media-formats.test.ts, one test a row and mode.
 */
export interface Format {
  mime: string;
  name: string;
  /** Lower case; the first is the usual one. */
  extensions: readonly string[];
  /** Further media types that names and stores give it. */
  otherMimes?: readonly string[];
  /** Formats that go under each other's names are one family; by default a format is its own. */
  family?: string;
  container: Container;
  embed: Ability;
  remote: Ability;
  /**
   * A sidecar's binding is the hash of the file as it is, which the engine makes when it is handed the file as of a type unknown to it:
   * under its own type it would bind what it makes of some (MP3 and FLAC with another tag, RIFF and SVG as it would write them),
   * refuse others, and take up to twice the time for all. Read back, the file is given its own type. Not so for ISO media, whose
   * binding is by boxes.
   */
  wholeFile?: true;
  /** The largest file that was signed and read back, in each mode that there is. See tests/bench/largest.ts. */
  largestTriedBytes: number;
  /** The engine holds such a file in memory, twice over, to sign it or to read it back: above `heldBytesMax` it is not signed. */
  held?: true;
  /** What a person should know, and which cuts cannot be told. */
  note?: string;
}

/** What fits, held twice, into the memory that a media process may have by default, with room. */
export const heldBytesMax = 300_000_000;

/** Yes, or why not. */
export type Ability = true | string;

export type Container =
  | "aiff"
  | "avi"
  | "flac"
  | "gif"
  | "iso-image"
  | "jpeg"
  | "jxl"
  | "matroska"
  | "movie"
  | "mp3"
  | "ogg"
  | "pdf"
  | "png"
  | "svg"
  | "tiff"
  | "wav"
  | "webp"
  | "none";

export const formats: readonly Format[] = formatTable;

const byMime = new Map(formats.flatMap((format) => namesOf(format).map((mime) => [mime, format] as const)));

function namesOf({ mime, otherMimes = [] }: Format): string[] {
  return [mime, ...otherMimes];
}

/** The row of a media type, under whichever of its names; undefined for a type that has none. */
export function formatOf(mime: string | null): Format | undefined {
  return mime === null ? undefined : byMime.get(mime);
}

/** Whether two media types may stand for the same bytes: a HEIC may be called HEIF, an M4V MP4, a raw file TIFF. */
export function isSameFamily(one: Format, other: Format): boolean {
  return (one.family ?? one.mime) === (other.family ?? other.mime);
}
