import { allowCrossSite, ConfigurationError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { allowPlainHttp, allowScripts, cookie, type CookieOptions } from "../../src/index.js";

/** What somebody without types writes. */
const loose = (options: object) => cookie(options as CookieOptions);
const session = cookie({ name: "__Host-session" });

describe("a cookie that is written", () => {
  test("S-241 I5 I7 is for one host, secure, out of scripts' reach, and not for other sites' pages, unless somebody says otherwise", () => {
    expect(session.set("a1")).toBe("__Host-session=a1; Path=/; HttpOnly; Secure; SameSite=Lax");
    const strict = cookie({ name: "__Host-refresh", sameSite: "Strict", maxAge: 600 });
    expect(strict.set("a1")).toBe("__Host-refresh=a1; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Strict");
    expect(strict.set("a1", 60)).toContain("; Max-Age=60;");
  });

  test("what weakens it is said by a symbol, and changes nothing else", () => {
    const attributesOf = (options: CookieOptions) =>
      cookie(options)
        .set("a")
        .replace(/^[^;]*/, "");
    expect(attributesOf({ name: "__Host-a", [allowCrossSite]: true })).toBe("; Path=/; HttpOnly; Secure; SameSite=None");
    expect(attributesOf({ name: "__Host-a", [allowScripts]: true })).toBe("; Path=/; Secure; SameSite=Lax");
    expect(attributesOf({ name: "a", [allowPlainHttp]: true })).toBe("; Path=/; HttpOnly; SameSite=Lax");
    expect(attributesOf({ name: "__Secure-a", path: "/auth", domain: "app.test" })).toBe(
      "; Domain=app.test; Path=/auth; HttpOnly; Secure; SameSite=Lax",
    );
  });

  test("S-249 is cleared with the attributes that it was set with", () => {
    const wide = cookie({ name: "__Secure-a", path: "/auth", domain: "app.test", sameSite: "Strict", maxAge: 60 });
    const rest = (text: string) => text.split("; ").filter((part) => !/^(__Secure-a|Max-Age|Expires)=/.test(part));
    expect(rest(wide.clear())).toEqual(rest(wide.set("a")));
    expect(wide.clear()).toMatch(/^__Secure-a=; Max-Age=0;.*; Expires=Thu, 01 Jan 1970 00:00:00 GMT;/);
  });

  test.each<[string, object]>([
    ["__Host- with a domain", { name: "__Host-a", domain: "app.test" }],
    ["__Host- with another path", { name: "__Host-a", path: "/auth" }],
    ["__HOST- with a domain", { name: "__HOST-a", domain: "app.test" }],
    ["__host-, which old browsers take for no prefix", { name: "__host-a" }],
    ["__SECURE-", { name: "__SECURE-a" }],
    ["__Host- without Secure", { name: "__Host-a", [allowPlainHttp]: true }],
    ["__hOsT- without Secure", { name: "__hOsT-a", [allowPlainHttp]: true }],
    ["__Secure- without Secure", { name: "__Secure-a", [allowPlainHttp]: true }],
    ["__Http- without Secure", { name: "__Http-a", [allowPlainHttp]: true }],
    ["__Host-Http- within scripts' reach", { name: "__Host-Http-a", [allowScripts]: true }],
    ["SameSite=None without Secure", { name: "a", [allowPlainHttp]: true, [allowCrossSite]: true }],
    ["no prefix", { name: "session" }],
  ])("S-242 %s does not start", (_, options) => {
    expect(() => loose(options)).toThrow(ConfigurationError);
  });

  const injections = ["a;b", "a\rb", "a\nb", "a\0b", "a\tb", "a\u007fb", "a\u0085b", "a\u2028b"];

  test.each(injections.map((text) => [JSON.stringify(text), text]))("S-243 %s becomes no attribute, wherever it is", (_, text) => {
    const plain = { name: "a", [allowPlainHttp]: true };
    for (const options of [
      { ...plain, name: text },
      { name: `__Host-${text}` },
      { ...plain, path: `/${text}` },
      { ...plain, domain: `${text}.test` },
      { ...plain, sameSite: `Lax${text}` },
      { ...plain, priority: text },
    ]) {
      expect(() => loose(options), JSON.stringify(options)).toThrow(ConfigurationError);
    }
    expect(() => session.set(text)).toThrow(TypeError);
    expect(() => session.set(text)).not.toThrow(text);
  });

  test.each([
    ["a name with a space", { name: "__Host-a b" }],
    ["a name with =", { name: "__Host-a=b" }],
    ["a name with a comma", { name: "__Host-a,b" }],
    ["a name that is no text", { name: 1 }],
    ["a path without a slash", { name: "__Secure-a", path: "auth" }],
    ["a path that is no text", { name: "__Secure-a", path: 1 }],
    ["a path that browsers pass over", { name: "__Secure-a", path: `/${"a".repeat(1_024)}` }],
    ["a domain with a dot before it", { name: "__Secure-a", domain: ".app.test" }],
    ["a domain with a dot behind it", { name: "__Secure-a", domain: "app.test." }],
    ["a domain of one part", { name: "__Secure-a", domain: "test" }],
    ["an empty domain", { name: "__Secure-a", domain: "" }],
    ["a domain with a port", { name: "__Secure-a", domain: "app.test:443" }],
    ["another sameSite", { name: "__Host-a", sameSite: "None" }],
    ["sameSite off", { name: "__Host-a", sameSite: false }],
  ])("S-243 %s does not start", (_, options) => {
    expect(() => loose(options)).toThrow(ConfigurationError);
  });

  test.each([" a", "a b", "a,b", 'a"b', '"a"', "a\\b", "é", "", 1, undefined])(
    "S-243 the value %j is refused, and not encoded",
    (value) => {
      expect(() => session.set(value as string)).toThrow(TypeError);
    },
  );

  test("S-244 name and value have 4,096 bytes together", () => {
    const room = 4_096 - session.name.length;
    expect(session.set("a".repeat(room))).toContain("HttpOnly");
    expect(() => session.set("a".repeat(room + 1))).toThrow("too long");
  });

  test.each([34_560_001, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "60"])("S-245 a Max-Age of %s is refused", (maxAge) => {
    expect(() => loose({ name: "__Host-a", maxAge })).toThrow(ConfigurationError);
    expect(() => session.set("a", maxAge as number)).toThrow(RangeError);
  });

  test("S-245 400 days are allowed, and at the moment that something ends, 0", () => {
    expect(session.set("a", 34_560_000)).toContain("Max-Age=34560000");
    expect(session.set("a", 0)).toContain("Max-Age=0");
    expect(() => cookie({ name: "__Host-a", maxAge: 0 })).toThrow(ConfigurationError);
  });

  test("S-246 nameless ones are never made", () => {
    expect(() => loose({ name: "" })).toThrow(ConfigurationError);
    expect(() => loose({ name: "", [allowPlainHttp]: true })).toThrow(ConfigurationError);
    expect(() => loose({ name: "__Host-" })).toThrow(ConfigurationError);
    expect(() => loose({})).toThrow(ConfigurationError);
  });

  test("I5 an option that nothing knows does not start, and is named", () => {
    expect(() => loose({ name: "__Host-a", secure: false })).toThrow("The cookie __Host-a does not know the option secure.");
    expect(() => loose({ name: "__Host-a", httponly: true })).toThrow("httponly");
    expect(() => loose({ name: "__Host-a", [Symbol("x")]: true })).toThrow("Symbol(x)");
  });

  test("nobody changes it afterwards", () => {
    const options = { name: "__Host-a" as const, maxAge: 60 };
    const made = cookie(options);
    Object.assign(options, { name: "b", maxAge: -1, path: "/;x" });
    expect(made.set("a")).toBe("__Host-a=a; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax");
    expect(Object.isFrozen(made)).toBe(true);
  });
});
