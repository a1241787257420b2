import { describe, expect, test } from "vitest";
import { Sender } from "../../src/csrf/sender.js";
import { isOrigin } from "../../src/http/origin.js";
import { allowCrossSite, apiKeyCookie, ConfigurationError, csrfToken, sameOrigin, scheme, type RequestView } from "../../src/index.js";
import { callWith, fakeSecurity } from "../adapt/fake-framework.js";
import { requestWith } from "../http/request-with.js";

const origins = [
  "https://app.test",
  "http://app.test:8080",
  "https://xn--bcher-kva.test",
  "https://127.0.0.1",
  "http://[::1]:3000",
  "capacitor://localhost",
  "chrome-extension://abcdefghijklmnop",
  "https://app.test.",
];
const others = [
  "null",
  "*",
  "",
  "app.test",
  "https://",
  "https://app.test/",
  "https://app.test/path",
  "https://app.test?a",
  "https://app.test#a",
  "https://APP.test",
  "HTTPS://app.test",
  "https://app.test:443",
  "https://app.test:0443",
  "https://user@app.test",
  "https://app.test:99999",
  "https://bücher.test",
  "https://*.app.test",
  "https://app.test https://evil.test",
  " https://app.test",
  "https:app.test",
  "//app.test",
  "capacitor://localhost/",
  "capacitor://LOCALHOST",
  "capacitor://user@localhost",
  "file://",
  "data:,",
  "blob:https://app.test/1",
  "javascript://app.test/%0a",
];

describe("origins", () => {
  test.each(origins)("%s is one", (text) => {
    expect(isOrigin(text)).toBe(true);
  });

  test.each(others)("%j is none, and names no page that may", (text) => {
    expect(isOrigin(text)).toBe(false);
    expect(() => sameOrigin({ origins: [text] })).toThrow(ConfigurationError);
    expect(() => apiKeyCookie({ name: "a", origins: ["https://app.test", text], verify: () => null })).toThrow(ConfigurationError);
  });
});

function postTo(host: readonly string[], origin: string): RequestView {
  const fields: Readonly<Record<string, readonly string[]>> = { host, origin: [origin] };
  return { ...requestWith({}), method: "POST", header: (name) => fields[name] ?? [] };
}

describe("our own origin, by Host", () => {
  const sender = new Sender("test", undefined);

  test.each([
    ["app.test", "https://app.test"],
    ["APP.test", "https://app.test"],
    ["app.test:443", "https://app.test"],
    ["app.test:8443", "https://app.test:8443"],
    ["localhost:3000", "http://localhost:3000"],
    ["localhost:80", "http://localhost"],
    ["api.localhost:3000", "http://api.localhost:3000"],
    ["127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["[::1]:3000", "http://[::1]:3000"],
    ["[2001:db8::1]", "https://[2001:db8::1]"],
  ])("S-256 %s is %s", (host, origin) => {
    expect(sender.fault(postTo([host], origin))).toBeUndefined();
  });

  test.each([
    ["an unencrypted page of the same host, which anybody on the way can make", ["app.test"], "http://app.test"],
    ["another port", ["app.test:8443"], "https://app.test"],
    ["a subdomain", ["app.test"], "https://sub.app.test"],
    ["the domain above", ["sub.app.test"], "https://app.test"],
    ["what looks like this machine", ["localhost.evil.test"], "http://localhost.evil.test"],
    ["no Host", [], "https://app.test"],
    ["an empty Host", [""], "https://"],
    ["two Hosts", ["app.test", "app.test"], "https://app.test"],
    ["joined Hosts", ["app.test, app.test"], "https://app.test"],
    ["a Host with somebody before it", ["app.test@evil.test"], "https://evil.test"],
    ["a Host with a path behind it", ["evil.test/app.test"], "https://evil.test"],
    ["a Host with a slash before it", ["/evil.test"], "https://evil.test"],
    ["a Host with a port that does not exist", ["app.test:99999"], "https://app.test"],
    ["a Host that is no name", ["%65vil.test"], "https://evil.test"],
    ["null for null", ["null"], "null"],
  ])("S-256 S-258 it is not %s", (_, host, origin) => {
    expect(sender.fault(postTo(host, origin))).toBe("foreign_origin");
  });
});

describe("options", () => {
  const verify = () => null;
  const header = {
    schemeName: "H",
    openapi: { type: "apiKey", in: "header", name: "x" },
    challenge: () => ({ scheme: "H", parameters: {} }),
  };
  const parts = { ...header, read: () => "a", verify };
  const csrf = csrfToken({ key: new Uint8Array(32) });

  test("I5 an option that nothing knows does not start", () => {
    expect(() => sameOrigin({ allowed: ["https://app.test"] } as object)).toThrow(
      "sameOrigin() does not know the option allowed; it knows origins.",
    );
    expect(() => csrfToken({ key: new Uint8Array(32), cookieName: "a" } as never)).toThrow("cookieName");
  });

  test("options that are none do not start", () => {
    expect(() => csrfToken(undefined as never)).toThrow("csrfToken() needs options: key, header.");
    expect(() => sameOrigin(null as never)).toThrow(ConfigurationError);
  });

  test("a scheme that would have to wait for its cookie is a fault, and its promise is nobody's to fail", async () => {
    const late = scheme({
      ...parts,
      openapi: { type: "apiKey", in: "cookie", name: "a" },
      read: (async () => Promise.reject(new Error("late"))) as never,
    });
    const call = { ...callWith("Sec-Fetch-Site: cross-site") };
    const posted = { ...call, request: { ...call.request, method: "POST" } };
    await expect(async () => fakeSecurity()({ late }, () => null)(posted, () => undefined)).rejects.toThrow("read must not wait");
  });

  test("what contradicts itself does not start", () => {
    expect(() => apiKeyCookie({ name: "a", [allowCrossSite]: true, origins: ["https://app.test"], verify })).toThrow("allows every site");
    expect(() => apiKeyCookie({ name: "a", [allowCrossSite]: true, csrf, verify })).toThrow("allows every site");
    expect(() => apiKeyCookie({ name: "a", origins: [], verify })).toThrow("not an empty list");
    expect(() => scheme({ ...parts, csrf })).toThrow("no cookie that it could belong to");
  });

  test("I6 a weak key, and a header that is none, do not start; nothing is issued without a session", async () => {
    expect(() => csrfToken({ key: new Uint8Array(31) })).toThrow(ConfigurationError);
    expect(() => csrfToken({ key: "a".repeat(64) as never })).toThrow(ConfigurationError);
    expect(() => csrfToken({ key: new Uint8Array(32), header: "x y" })).toThrow(ConfigurationError);
    await expect(csrf.issue("")).rejects.toThrow(TypeError);
    expect(await csrf.verify(await csrf.issue("a"), "")).toBe(false);
    expect(csrf.header).toBe("X-CSRF-Token");
  });

  test("S-260 where a cookie comes twice, a token belongs to none of them, whichever a scheme reads", async () => {
    const last = scheme({
      ...parts,
      csrf,
      openapi: { type: "apiKey", in: "cookie", name: "a" },
      read: (request) => request.cookie("a").at(-1) ?? "",
      verify: (id) => ({ id }),
    });
    const handler = fakeSecurity()({ last }, ({ last }) => last.id);
    const askWith = async (...cookies: string[]) => {
      const call = callWith(`X-CSRF-Token: ${await csrf.issue("mine")}`);
      const posted = { ...call, request: { ...call.request, method: "POST", cookie: () => cookies } };
      await handler(posted, () => undefined);
      return posted.reply?.status;
    };
    expect([await askWith("mine"), await askWith("mine", "other"), await askWith("other")]).toEqual([200, 403, 403]);
  });

  test("S-260 two tokens of one session differ, and both are good", async () => {
    const [one, other] = [await csrf.issue("a"), await csrf.issue("a")];
    expect(one).not.toBe(other);
    expect([await csrf.verify(one, "a"), await csrf.verify(other, "a"), await csrf.verify(one, "b")]).toEqual([true, true, false]);
    const key = new Uint8Array(32);
    const kept = csrfToken({ key });
    const issued = await kept.issue("a");
    key.fill(1);
    expect(await kept.verify(issued, "a")).toBe(true);
  });
});
