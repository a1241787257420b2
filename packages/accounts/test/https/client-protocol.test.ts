import { ConfigurationError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { clientProtocol } from "../../src/index.js";
import { requestFrom } from "../../src/testing/request-from.js";

const proxied = clientProtocol({ trustedProxies: ["10.0.0.0/8", "::1"] });
const standard = clientProtocol({ trustedProxies: ["10.0.0.1"], header: "forwarded" });

describe("S-238 how a request came from its client", () => {
  test.each([
    ["what a stranger says is not believed", "192.0.2.9", ["X-Forwarded-Proto: https"], "http"],
    ["nor what nobody's socket says", undefined, ["X-Forwarded-Proto: https"], "http"],
    ["a proxy says it", "10.0.0.1", ["X-Forwarded-Proto: https"], "https"],
    ["a proxy says it by its IPv6 address", "::1", ["X-Forwarded-Proto: HTTPS"], "https"],
    ["a proxy as IPv4 within IPv6", "::ffff:10.0.0.1", ["X-Forwarded-Proto: https"], "https"],
    ["a proxy says the other thing", "10.0.0.1", ["X-Forwarded-Proto: http"], "http"],
    ["a proxy says nothing", "10.0.0.1", [], "http"],
    ["a proxy says what is empty", "10.0.0.1", ["X-Forwarded-Proto: "], "http"],
    ["a proxy adds to what the client wrote", "10.0.0.1", ["X-Forwarded-Proto: https, http"], "http"],
    ["and in a line of its own", "10.0.0.1", ["X-Forwarded-Proto: https", "X-Forwarded-Proto: http"], "http"],
    ["a client behind an unencrypted proxy", "10.0.0.1", ["X-Forwarded-Proto: http, https"], "http"],
    ["two proxies, both encrypted", "10.0.0.1", ["X-Forwarded-Proto: https,https"], "https"],
    ["an empty one among them", "10.0.0.1", ["X-Forwarded-Proto: https,"], "http"],
    ["wss is not https", "10.0.0.1", ["X-Forwarded-Proto: wss"], "http"],
    ["another field is not read", "10.0.0.1", ["Forwarded: proto=https", "X-Forwarded-Ssl: on"], "http"],
  ] as const)("%s", (_, socket, fields, expected) => {
    expect(proxied(requestFrom(socket, ...fields))).toBe(expected);
  });

  test.each([
    ["for=198.51.100.1;proto=https", "https"],
    ['for=198.51.100.1;Proto="HTTPS";by=10.0.0.1', "https"],
    ["proto=https, for=198.51.100.1;proto=http", "http"],
    ["proto=https, for=198.51.100.1", "http"],
    ["proto=https, proto=https", "https"],
    ["for=198.51.100.1", "http"],
    ['for="a;proto=https"', "http"],
    ['proto=https, for="', "http"],
    ["https", "http"],
    ["", "http"],
  ])("by RFC 7239: %s", (field, expected) => {
    expect(standard(requestFrom("10.0.0.1", `Forwarded: ${field}`, "X-Forwarded-Proto: https"))).toBe(expected);
  });

  test("the connection's own protocol counts where it is no proxy's, and a proxy is asked even over TLS", () => {
    const over = (address: string, ...fields: string[]) => ({ ...requestFrom(address, ...fields), protocol: "https" as const });
    expect(proxied(over("192.0.2.9"))).toBe("https");
    expect(proxied(over("10.0.0.1", "X-Forwarded-Proto: http"))).toBe("http");
    expect(clientProtocol({ trustedProxies: [] })(over("192.0.2.9", "X-Forwarded-Proto: http"))).toBe("https");
  });

  test.each(["localhost", "10.0.0.0/0", "::/0", ""])("%s is no proxy to trust, and the error says whose", (proxy) => {
    const make = () => clientProtocol({ trustedProxies: [proxy] });
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(/^clientProtocol\(\)/);
  });
});
