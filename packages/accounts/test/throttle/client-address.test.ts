import { ConfigurationError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { clientAddress } from "../../src/index.js";
import { requestFrom } from "../../src/testing/request-from.js";

const direct = clientAddress();
const proxied = clientAddress({ trustedProxies: ["10.0.0.0/8", "::1", "2001:db8:ffff::/48"] });
const standard = clientAddress({ trustedProxies: ["10.0.0.1"], header: "forwarded" });

describe("S-238 CVE-2026-45364 one client has one name", () => {
  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:c000:201", "192.0.2.1"],
    ["0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"],
    ["64:ff9b::192.0.2.1", "192.0.2.1"],
    ["::ffff:0:192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002:0000:0000:0000:0009", "2001:db8:1:2::/64"],
    ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
    ["::1", "::/64"],
    ["fe80::1%eth0", "fe80::/64"],
  ])("%s is %s", (address, expected) => {
    expect(direct(requestFrom(address))).toBe(expected);
  });

  test.each([undefined, "", "unix:", "192.0.2", "0300.0.2.1", "192.0.2.1:80", "[::1]", "1", "example.com"])(
    "%s is no address",
    (address) => {
      expect(direct(requestFrom(address))).toBeUndefined();
    },
  );
});

describe("S-238 what a proxy says of its client", () => {
  test.each([
    ["is not believed of a stranger", "192.0.2.9", ["X-Forwarded-For: 198.51.100.1"], "192.0.2.9"],
    ["is the last address", "10.0.0.1", ["X-Forwarded-For: 198.51.100.7, 198.51.100.1"], "198.51.100.1"],
    ["is the last one before its other proxies", "10.0.0.1", ["X-Forwarded-For: 198.51.100.7, 198.51.100.1, 10.1.1.1,::1"], "198.51.100.1"],
    [
      "goes on over several lines",
      "10.0.0.1",
      ["X-Forwarded-For: 198.51.100.7", "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 10.1.1.1"],
      "198.51.100.1",
    ],
    ["may have a port", "10.0.0.1", ["X-Forwarded-For: 198.51.100.1:4711"], "198.51.100.1"],
    ["may have a port, IPv6", "10.0.0.1", ["X-Forwarded-For: [2001:db8::1]:4711"], "2001:db8::/64"],
    ["is written in any way", "::ffff:10.0.0.1", ["X-Forwarded-For: ::ffff:198.51.100.1"], "198.51.100.1"],
    ["is nobody: then it is the proxy itself", "10.0.0.1", [], "10.0.0.1"],
    ["is no address: then it is the proxy itself", "10.0.0.1", ["X-Forwarded-For: 198.51.100.1, unknown"], "10.0.0.1"],
    ["is only proxies", "10.0.0.1", ["X-Forwarded-For: 10.0.0.3, 10.0.0.2"], "10.0.0.3"],
    ["is not read from another field", "10.0.0.1", ["Forwarded: for=198.51.100.1", "X-Real-IP: 198.51.100.1"], "10.0.0.1"],
    ["comes of a network of IPv6", "2001:db8:ffff:1::2", ["X-Forwarded-For: 2001:db8:1:2::3"], "2001:db8:1:2::/64"],
  ])("%s", (_, socket, fields, expected) => {
    expect(proxied(requestFrom(socket, ...fields))).toBe(expected);
  });

  test.each([
    ["for=198.51.100.1", "198.51.100.1"],
    ["for=198.51.100.7, for=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1"],
    ['proto=http; For="[2001:db8:1:2::3]:4711"', "2001:db8:1:2::/64"],
    ['by="a,for=198.51.100.7;", for=198.51.100.1', "198.51.100.1"],
    ['for="198.51.100.1"', "198.51.100.1"],
    ["for=unknown", "10.0.0.1"],
    ["for=_hidden", "10.0.0.1"],
    ["proto=https", "10.0.0.1"],
    ['for=", for=198.51.100.1', "10.0.0.1"],
    ["198.51.100.1", "10.0.0.1"],
    ["", "10.0.0.1"],
  ])("by RFC 7239: %s", (field, expected) => {
    expect(standard(requestFrom("10.0.0.1", `Forwarded: ${field}`, "X-Forwarded-For: 203.0.113.1"))).toBe(expected);
  });

  test("what a client writes into the field before its proxy does changes nothing", () => {
    for (const own of ['Forwarded: for="', "Forwarded: for=10.0.0.1", "Forwarded: ,,,", `Forwarded: ${"for=10.0.0.1,".repeat(400)}for=1`])
      expect(standard(requestFrom("10.0.0.1", own, "Forwarded: for=198.51.100.1"))).toBe("198.51.100.1");
  });

  test("thousands of proxies are not all looked at", () => {
    const hops = ["198.51.100.1", ...Array<string>(4_000).fill("10.1.1.1")].join(",");
    expect(proxied(requestFrom("10.0.0.1", `X-Forwarded-For: ${hops}`))).toBe("10.1.1.1");
  });

  test.each(["localhost", "10.0.0.0/0", "::/0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/", "", "10.0.0"])(
    "%s is no proxy to trust",
    (proxy) => {
      expect(() => clientAddress({ trustedProxies: [proxy] })).toThrow(ConfigurationError);
    },
  );
});
