const standard = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "expires",
  "x-amz-website-redirect-location",
];

/** Classes whose objects are read without a restoration: what is written into another could not be read back. */
const readable = ["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "REDUCED_REDUNDANCY"];

/**
 * Of the headers that came with an object those that a PUT can give to the next version. `aws-chunked` told how the object
 * was sent, and is no encoding of what is stored. Values that are not ASCII are left out: S3 takes none.
 */
export function carriedHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const carried: Record<string, string> = {};
  for (const [name, given] of Object.entries(headers)) {
    const value = Array.isArray(given) ? given.join(", ") : (given ?? "");
    const kept = name === "content-encoding" ? withoutChunked(value) : value;
    if (kept === "" || !/^[\x20-\x7e]+$/.test(kept)) continue;
    const told = name === "x-amz-storage-class" ? readable.includes(kept) : name.startsWith("x-amz-meta-");
    if (told || standard.includes(name)) carried[name] = kept;
  }
  return carried;
}

function withoutChunked(encodings: string): string {
  const kept = encodings.split(",").map((each) => each.trim());
  return kept.filter((each) => each !== "" && each.toLowerCase() !== "aws-chunked").join(", ");
}
