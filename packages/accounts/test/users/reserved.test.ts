import { ConfigurationError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { emailLogin, reserving, roleAddresses, usernameLogin, type LoginName } from "../../src/index.js";

/** `undefined`: it is no such name at all. */
function isReserved(login: LoginName, text: string): boolean | undefined {
  const read = login.read(text);
  return read && login.isReserved?.(read) === true;
}

describe("S4-55 user names that nobody registers under", () => {
  test.each([
    "admin",
    "ADMIN",
    "Ａｄｍｉｎ",
    "ad.min",
    "a_d-m.i-n",
    "root",
    "postmaster",
    "no-reply",
    "noreply",
    "mailer_daemon",
    "null",
    "support",
    "me",
  ])("%s", (text) => {
    expect(isReserved(usernameLogin, text)).toBe(true);
  });

  test.each([
    ["a variation selector", "ad\ufe0fmin"],
    ["one of the supplement", "admin\u{e0100}"],
    ["a grapheme joiner", "admin\u034f"],
    ["a filler", "admin\u3164"],
    ["a half-width filler", "admin\uffa0"],
    ["a dot on an i", "ADM\u0130N"],
    ["an i without a dot", "adm\u0131n"],
  ])("as it looks: %s", (_, text) => {
    expect(isReserved(usernameLogin, text)).toBe(true);
  });

  test.each(["alice\ufe0f", "al\u034fice", "alice\u3164", "\uac00\u1160", "\u845b\u{e0100}"])(
    "a second one that looks the same: %j",
    (text) => {
      expect(isReserved(usernameLogin, text)).toBe(true);
      expect(usernameLogin.read(text)).toBeDefined();
    },
  );

  test.each(["alice", "\u0130brahim", "administratrix", "rooty", "admin2", "1", "a", "0_0", "mei", "nullah"])("%s is anybody's", (text) => {
    expect(isReserved(usernameLogin, text)).toBe(false);
  });

  test.each([
    ["the first two letters are Cyrillic", "\u0440\u0430ypal"],
    ["one letter is Cyrillic", "\u0430dmin"],
    ["one letter is Greek", "alph\u03b1"],
    ["Armenian among Latin", "\u0585scar"],
    ["Cyrillic and Greek", "\u0434\u03b1"],
    ["Cherokee, which nobody here writes", "\u13aa\u13b3"],
    ["Hangul and kana", "\uac00\u3042"],
    ["Bopomofo and kana", "\u3105\u3042"],
  ])("mixed scripts: %s", (_, text) => {
    expect(isReserved(usernameLogin, text)).toBe(true);
  });

  test.each([
    "алиса",
    "ελένη",
    "zoë",
    "ślązak",
    "田中",
    "たなか",
    "タナカ-tanaka",
    "김철수",
    "王小明_wang",
    "राम",
    "فاطمة",
    "דוד7",
    "สมชาย",
    "O'neil".replace("'", "_"),
  ])("one language: %s", (text) => {
    expect(isReserved(usernameLogin, text)).toBe(false);
  });

  test("more names are added to those, in every spelling, and each has to be one", () => {
    const login = reserving(usernameLogin, ["Acme", "acme-support"]);
    for (const text of ["acme", "ACME", "a.c.m.e", "acmesupport", "admin", "\u0430cme"])
      expect([text, isReserved(login, text)]).toEqual([text, true]);
    expect(isReserved(login, "acme2")).toBe(false);
    expect(login.read(" Alice ")).toEqual(usernameLogin.read(" Alice "));
    for (const wrong of ["", "acme@example.com", "a b"]) expect(() => reserving(usernameLogin, [wrong])).toThrow(ConfigurationError);
    expect(() => reserving(usernameLogin, ["a b"])).toThrow('"a b" cannot be a login name (username)');
  });

  test("a name of separators alone is itself", () => {
    const login = reserving({ field: "name", read: (text) => ({ canonical: text, written: text }) }, ["--"]);
    expect([isReserved(login, "--"), isReserved(login, "..")]).toEqual([true, false]);
  });
});

describe("S4-55 addresses that nobody registers under", () => {
  test("none by itself", () => {
    expect(isReserved(emailLogin, "postmaster@example.com")).toBe(false);
  });

  test("RFC 2142's, of a domain of one's own", () => {
    const login = reserving(emailLogin, roleAddresses("bücher.example"));
    for (const text of [
      "Postmaster@BÜCHER.example",
      "adm\u0131n@bücher.example",
      "admin\ufe0f@bücher.example",
      "abuse@xn--bcher-kva.example",
      "host.master@bücher.example",
    ])
      expect([text, isReserved(login, text)]).toEqual([text, true]);
    for (const text of ["postmaster@example.com", "alice@bücher.example"]) expect([text, isReserved(login, text)]).toEqual([text, false]);
    expect(() => reserving(emailLogin, roleAddresses("localhost"))).toThrow(ConfigurationError);
  });
});
