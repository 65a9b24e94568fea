import { isIPv6 } from "node:net";

/**
 * What an address is counted as: itself, but of IPv6 its first 64 bits, since whoever has one address there has all that
 * share them.
 */
export function addressGroup(address: string): string;
export function addressGroup(address: string | null): string | null;
export function addressGroup(address: string | null): string | null {
  if (address === null) return null;
  const plain = address.replace(/%.*$/, "");
  if (!isIPv6(plain)) return address;
  const [head = "", tail] = plain.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = !tail ? [] : tail.split(":");
  // A dotted end stands for two groups.
  const given = before.length + after.length + (plain.includes(".") ? 1 : 0);
  const gap = tail === undefined ? [] : new Array<string>(8 - given).fill("0");
  const groups = [...before, ...gap, ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
