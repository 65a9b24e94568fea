/** A whole number with its thousands apart: "1,204". Takes a decimal string for numbers beyond 2^53. */
export function countText(count: number | bigint | string): string {
  return (typeof count === "string" ? BigInt(count) : count).toLocaleString("en-US");
}

/** A number of things, in one word or the other: "1 object", "1,204 objects". */
export function thingsText(count: number | bigint | string, one: string, many = `${one}s`): string {
  return `${countText(count)} ${String(count) === "1" ? one : many}`;
}
