import { BlockList, isIPv4, isIPv6 } from "node:net";

/**
 * Whether an IP address may be called on a tenant's behalf: a global unicast address that belongs to no special range
 * (IANA's special-purpose registries, RFC 6890) and to no cloud's metadata service. Anything that is no address is not.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.startsWith("[") && address.endsWith("]") ? address.slice(1, -1) : address;
  if (isIPv4(bare)) return !refused4.check(bare, "ipv4");
  // A zone index names an interface of this machine, so what it scopes is local.
  if (!isIPv6(bare) || bare.includes("%")) return false;
  return global6.check(bare, "ipv6") && !refused6.check(bare, "ipv6");
}

export function isLoopback(address: string): boolean {
  return isIPv4(address) ? address.startsWith("127.") : address === "::1";
}

/**
 * Whether a machine's own metadata service may be at this address, which hands out the machine's credentials to whoever
 * asks: all link-local addresses, and those few elsewhere that clouds took for it. Nobody keeps a bucket there.
 */
export function isMetadataAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isIPv4(bare)) return metadata4.check(bare, "ipv4");
  return isIPv6(bare) && metadata6.check(bare, "ipv6");
}

const metadata4 = new BlockList();
metadata4.addSubnet("169.254.0.0", 16, "ipv4");
for (const address of ["100.100.100.200", "168.63.129.16", "192.0.0.192"]) metadata4.addAddress(address, "ipv4");

const metadata6 = new BlockList();
for (const [net, bits] of [
  ["fe80::", 10], // link-local
  ["fd00:ec2::", 32], // Amazon's
  ["fd20:ce::254", 128], // Google's
  ["::ffff:169.254.0.0", 112], // IPv4's, mapped
  ["::ffff:100.100.100.200", 128],
  ["::ffff:168.63.129.16", 128],
  ["::ffff:192.0.0.192", 128],
  ["64:ff9b::169.254.0.0", 112], // IPv4's, translated
] as const)
  metadata6.addSubnet(net, bits, "ipv6");

const refused4 = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // carrier-grade NAT, and Alibaba's metadata at 100.100.100.200
  ["127.0.0.0", 8], // loopback
  ["168.63.129.16", 32], // Azure's platform endpoint, public by number only
  ["169.254.0.0", 16], // link-local, and most metadata services at 169.254.169.254
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments, and Oracle's metadata at 192.0.0.192
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16], // private
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, broadcast
] as const)
  refused4.addSubnet(net, bits, "ipv4");

/** Loopback, ULA, link-local, mapped and translated IPv4 and multicast all lie outside of it. */
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");

const refused6 = new BlockList();
for (const [net, bits] of [
  ["2001::", 23], // protocol assignments: Teredo and ORCHID carry other addresses inside
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4 carries an IPv4 address inside
  ["3fff::", 20], // documentation
] as const)
  refused6.addSubnet(net, bits, "ipv6");
