/** A count of bytes as a person reads it: "1.4 MB", decimal units, three significant digits. Free of Node, so browsers may use it. */
export function formatBytes(count: number | bigint): string {
  let value = Number(count);
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${units[unit]}`;
}
