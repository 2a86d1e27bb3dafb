import { isIPv6 } from "node:net";

/** Of an IPv6 address, the part that names a network: what a household, a dock or a rented server gets. Source: RFC 6177, 4291 2.5.4. */
const NETWORK_GROUPS = 4;
/** The part that names a site: the most that one customer gets for asking. Source: RFC 6177. */
const SITE_GROUPS = 3;

/**
 * Names whom tries from an address are counted for: an IPv4 address whole, and of IPv6 its /64, in which anybody has more
 * addresses than can be counted. IPv4 written as IPv6 is that IPv4. What is no address stands for itself.
 */
export function networkOf(address: string): string {
  return placeOf(address, NETWORK_GROUPS);
}

/**
 * Names whose share something is that each place has a small share of: as above, but of IPv6 the /48. Whoever rents one
 * has 65,536 networks, and would have as many shares.
 */
export function siteOf(address: string): string {
  return placeOf(address, SITE_GROUPS);
}

function placeOf(address: string, groupsNamed: number): string {
  const plain = address.split("%")[0] ?? "";
  if (!isIPv6(plain)) return address;
  const groups = groupsOf(plain);
  return mappedIPv4(groups) ?? `${groups.slice(0, groupsNamed).map(toHex).join(":")}::/${groupsNamed * 16}`;
}

/** The eight groups of an IPv6 address, each 16 bits. */
function groupsOf(address: string): readonly number[] {
  const [head = "", tail] = address.split("::");
  const [before, after] = [readGroups(head), readGroups(tail ?? "")];
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<number>(gap).fill(0), ...after];
}

/** Its last 32 bits may be written as IPv4. */
function readGroups(part: string): readonly number[] {
  return part
    .split(":")
    .filter((group) => group !== "")
    .flatMap((group) => {
      if (!group.includes(".")) return [Number.parseInt(group, 16)];
      const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number);
      return [a * 256 + b, c * 256 + d];
    });
}

/** Source: RFC 4291 2.5.5.2. */
function mappedIPv4(groups: readonly number[]): string | undefined {
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  return isMapped ? [high >> 8, high & 255, low >> 8, low & 255].join(".") : undefined;
}

function toHex(group: number): string {
  return group.toString(16);
}
