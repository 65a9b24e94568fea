// A bucket of any size that is nowhere: its n-th key, in the order of keys, is computed.

const objectsPerFolder = 10_000;
const kinds = ["jpg", "jpg", "jpg", "png", "webp", "mp4"];

/** The n-th key: folders of ten thousand, numbered so that their order is that of numbers. */
export function keyAt(n) {
  const folder = String(Math.floor(n / objectsPerFolder)).padStart(5, "0");
  return `photos/${folder}/IMG_${String(n).padStart(9, "0")}.${kinds[n % kinds.length]}`;
}

/** What a listing tells of it. One in twenty has the ETag and size of another. */
export function objectAt(n) {
  const content = n % 20 === 0 ? n % 1000 : n;
  return {
    key: keyAt(n),
    etag: `${content.toString(16).padStart(8, "0")}d41d8cd98f00b204e9800998`,
    sizeBytes: 20_000 + ((content * 7919) % 4_000_000),
    lastModified: new Date(1_600_000_000_000 + (n % 100_000) * 1_000_000).toISOString(),
  };
}

/** The first n whose key is behind a text, of `count`; `count` where there is none. Keys are ASCII: their order is that of strings. */
export function indexBehind(text, count) {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyAt(middle) > text) high = middle;
    else low = middle + 1;
  }
  return low;
}
