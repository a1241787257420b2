import { describe, expect, test } from "vitest";
import { ConfigurationError, pageHeaders, type PageOptions } from "../../src/index.js";

const strict = {
  "Content-Security-Policy": "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
};

describe("header fields of a page", () => {
  test("S-322 I8 nothing may be loaded, framed or kept, and there is no X-XSS-Protection", () => {
    expect(pageHeaders()).toEqual(strict);
  });

  test("what is named is added, each once", () => {
    const options = {
      scripts: ["'self'", "'nonce-abc='"],
      styles: ["'self'"],
      images: ["data:", "data:"],
      connect: ["https://api.test"],
      forms: ["'self'"],
    };
    expect(pageHeaders(options)["Content-Security-Policy"]).toBe(
      "default-src 'none'; script-src 'self' 'nonce-abc='; style-src 'self'; img-src data:; connect-src https://api.test; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
  });

  test("a page with windows of its own can hear of them", () => {
    const { "Cross-Origin-Opener-Policy": opener, ...others } = strict;
    expect([opener, pageHeaders({ popups: true })]).toEqual(["same-origin", others]);
  });

  test.each([
    "'unsafe-inline'",
    "'UNSAFE-eval'",
    "'unsafe-hashes'",
    "*",
    "*.test",
    "https:",
    "http:",
    "blob:",
    "",
    "a b",
    "a; script-src x",
    "a, b",
    "a\nb",
    "é",
    1,
  ])("%j is no source", (stranger) => {
    for (const name of ["scripts", "styles", "images", "connect", "forms"]) {
      expect(() => pageHeaders({ [name]: [stranger] } as PageOptions), name).toThrow(ConfigurationError);
    }
  });

  test("I5 an option that nothing knows does not start", () => {
    expect(() => pageHeaders({ frames: ["'self'"] } as PageOptions)).toThrow("frames");
  });
});
