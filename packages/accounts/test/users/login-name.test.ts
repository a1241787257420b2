import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emailLogin, usernameLogin } from "../../src/index.js";

const emailOf = (text: string) => emailLogin.read(text)?.canonical;
const usernameOf = (text: string) => usernameLogin.read(text)?.canonical;

describe("S-237 K5 one spelling for a name, checked after normalising", () => {
  test.each([
    ["alice@example.com", "alice@example.com"],
    ["  Alice@EXAMPLE.com\n", "alice@example.com"],
    ["alice＠example．com", "alice@example.com"],
    ["ａｌｉｃｅ@example.com", "alice@example.com"],
    ["ﬁona@example.com", "fiona@example.com"],
    ["zoe\u0308@example.com", "zoë@example.com"],
    ["ZOË@bücher.example", "zoë@xn--bcher-kva.example"],
    ["ann@BÜCHER.example", "ann@xn--bcher-kva.example"],
    ["ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"],
    ["\u212aate@example.com", "kate@example.com"],
    ["a.b+tag@example.co.uk", "a.b+tag@example.co.uk"],
  ])("%j is %j", (written, canonical) => {
    expect(emailOf(written)).toBe(canonical);
  });

  test.each([
    "",
    "alice",
    "@example.com",
    "alice@",
    "alice@localhost",
    "alice@example",
    "alice@example.com@evil.example",
    "alice＠evil.example@example.com",
    '"alice@evil.example"@example.com',
    '"alice"@example.com',
    "alice(comment)@example.com",
    "<alice@example.com>",
    "alice@example.com,mallory@evil.example",
    "alice@example.com, mallory@evil.example",
    "alice@example.com\nBcc: mallory@evil.example",
    "alice@example.com\0",
    "ali\u200bce@example.com",
    "ali\u00adce@example.com",
    "ali ce@example.com",
    "\u202ealice@example.com",
    ".alice@example.com",
    "alice.@example.com",
    "al..ice@example.com",
    "alice@-example.com",
    "alice@exa_mple.com",
    "alice@example..com",
    "alice@127.0.0.1",
    "alice@[127.0.0.1]",
    "alice@0x7f.1",
    "alice@exa%6dple.com",
    "al\ud800ice@example.com",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(64)}.com`,
    `a@${"bcd.".repeat(64)}com`,
    `a${"\u0301".repeat(100_000)}@example.com`,
  ])("%j is no e-mail address", (text) => {
    expect(emailOf(text)).toBeUndefined();
  });

  test("what was written is kept for mail, in characters that mail takes as they are", () => {
    expect(emailLogin.read(" Alice＠Example.com ")).toEqual({ canonical: "alice@example.com", written: "Alice@example.com" });
    expect(usernameLogin.read(" Alice ")).toEqual({ canonical: "alice", written: "Alice" });
  });

  test.each([
    ["Alice", "alice"],
    ["ａｌｉｃｅ", "alice"],
    [" a.b-c_1 ", "a.b-c_1"],
    ["ÀLICE", "àlice"],
    ["a\u0300lice", "àlice"],
    ["alice@example.com", undefined],
    ["", undefined],
    [".alice", undefined],
    ["al ice", undefined],
    ["a\u200db", undefined],
    ["a".repeat(65), undefined],
  ])("user name %j is %j", (written, canonical) => {
    expect(usernameOf(written)).toBe(canonical);
  });

  test("what is not text is no name", () => {
    const values = [undefined, null, 7, ["a"], { a: 1 }] as never[];
    for (const value of values) expect([emailOf(value), usernameOf(value)]).toEqual([undefined, undefined]);
  });

  test("reading what was read gives the same, and so does reading it in capitals or full width", () => {
    const names = fc.oneof(fc.emailAddress(), fc.string({ unit: "binary", maxLength: 30 }), fc.string({ unit: "grapheme", maxLength: 30 }));
    fc.assert(
      fc.property(names, (text) => {
        for (const login of [emailLogin, usernameLogin]) {
          const read = login.read(text);
          if (read === undefined) continue;
          expect(login.read(read.canonical)?.canonical).toBe(read.canonical);
          expect(login.read(read.written)?.canonical).toBe(read.canonical);
          expect(login.read(text.normalize("NFD"))?.canonical).toBe(read.canonical);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
