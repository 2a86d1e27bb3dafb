import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { networkOf, siteOf } from "../../lambda/throttle/network.ts";

describe("Whom tries are counted for", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002:ffff::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["64:ff9b::203.0.113.7", "64:ff9b:0:0::/64"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
    ["0:0:0:0:0:FFFF:203.0.113.7", "203.0.113.7"],
    ["unknown", "unknown"],
    ["203.0.113.7:80", "203.0.113.7:80"],
  ])("%s -> %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
    ["2001:db8:1:ffff::", "2001:db8:1::/48"],
    ["2001:db8:2::", "2001:db8:2::/48"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["unknown", "unknown"],
  ])("has its share as the site that it belongs to: %s -> %s", (address, site) => {
    expect(siteOf(address)).toBe(site);
  });

  it("is one for all addresses of a /64, and another for its neighbour", () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16));
    // Not the range of IPv4 written as IPv6.
    const first = fc.integer({ min: 1, max: 0xffff }).map((number) => number.toString(16));
    fc.assert(
      fc.property(
        first,
        fc.array(group, { minLength: 3, maxLength: 3 }),
        fc.array(group, { minLength: 4, maxLength: 4 }),
        (a, net, host) => {
          const network = [a, ...net];
          expect(networkOf([...network, ...host].join(":"))).toBe(networkOf(`${network.join(":")}::`));
          const [last = "0"] = net.slice(-1);
          const next = ((Number.parseInt(last, 16) + 1) & 0xffff).toString(16);
          expect(networkOf([a, ...net.slice(0, 2), next, ...host].join(":"))).not.toBe(
            networkOf([...network, ...host].join(":")),
          );
        },
      ),
    );
  });
});
