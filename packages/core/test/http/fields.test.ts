import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCookies } from "../../src/http/cookies.js";
import { readQuery, readRawHeaders } from "../../src/http/headers.js";

const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

describe("cookies", () => {
  test.each<[string, string[], string[]]>([
    ["one", ["session=a"], ["a"]],
    ["among others", ["x=1; session=a; y=2"], ["a"]],
    ["none", ["x=1"], []],
    ["no field", [], []],
    ["S-060 twice in a field", ["session=a; session=b"], ["a", "b"]],
    ["S-060 the same twice", ["session=a; session=a"], ["a", "a"]],
    ["S-060 in two fields", ["session=a", "session=b"], ["a", "b"]],
    ["S-060 an empty one counts", ["session=; session=a"], ["", "a"]],
    ["another case is another cookie", ["Session=a; SESSION=b"], []],
    ["a longer name is another cookie", ["session2=a; xsession=b; session.x=c"], []],
    ["a bare name has no value", ["session; session =a"], ["a"]],
    ["a value alone has no name", ["=session; session"], []],
    ["white space around", [" \t session \t=\t a \t; x=1"], ["a"]],
    ["no space behind the semicolon", ["x=1;session=a;y=2"], ["a"]],
    ["a no-break space is part of the name", ["\u00a0session=a; session\u00a0=b"], []],
    ["a no-break space is part of the value", ["session=\u00a0a\u00a0"], ["\u00a0a\u00a0"]],
    ["an equals sign in the value", ["session=a=b=="], ["a=b=="]],
    ["quotes are removed once", ['session="a"', 'session=""b""'], ["a", '"b"']],
    ["empty quotes", ['session=""'], [""]],
    ["half of the quotes stay", ['session="a', 'session=a"', 'session="'], ['"a', 'a"', '"']],
    ["nothing is decoded", ["session=%41+%2B\\x"], ["%41+%2B\\x"]],
    ["a comma stays", ["session=a, session=b"], ["a, session=b"]],
    ["a percent-encoded name is another cookie", ["%73ession=a"], []],
    ["a prefix is part of the name", ["__Host-session=a; __Secure-session=b"], []],
  ])("%s", (_, fields, values) => {
    expect(readCookies(fields, "session")).toEqual(values);
  });

  test("S-328 what was written is read back, in order and with its repeats", () => {
    const name = fc.oneof(fc.constantFrom("a", "A", ...inherited), fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,8}$/));
    const value = fc.stringMatching(/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,8}$/);
    const cookies = fc.array(fc.tuple(name, value, fc.boolean()), { minLength: 1, maxLength: 8 });
    const property = fc.property(cookies, fc.boolean(), (sent, inOneField) => {
      const parts = sent.map(([key, text, isQuoted]) => `${key}=${isQuoted ? `"${text}"` : text}`);
      const fields = inOneField ? [parts.join("; ")] : parts;
      for (const [key] of sent) {
        expect(readCookies(fields, key)).toEqual(sent.filter(([other]) => other === key).map(([, text]) => text));
      }
    });
    fc.assert(property, { numRuns: 1_000 });
  });
});

describe("raw header fields", () => {
  const raw = ["Host", "a", "X-Key", "1", "x-key", "2", "X-KEY", "", "x-other", "x-key", "X_Key", "3", "X-Key2", "4"];

  test("S-028 S-056 S-057 every field of this name, in any case and in order; no other", () => {
    expect(readRawHeaders(raw, "x-key")).toEqual(["1", "2", ""]);
    expect(readRawHeaders(raw, "x_key")).toEqual(["3"]);
  });

  test("a value is not a name, and a name is not a value", () => {
    expect(readRawHeaders(["x-other", "x-key", "host", "x-other"], "x-key")).toEqual([]);
  });

  test("no fields", () => {
    expect(readRawHeaders([], "x-key")).toEqual([]);
  });

  test("S-328 whatever is sent is found under its name only", () => {
    const name = fc.constantFrom("a", "A", "x-a", "X-A", "__proto__", "constructor");
    const property = fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 10 }), (sent) => {
      for (const key of ["a", "x-a", "__proto__", "constructor"]) {
        const values = sent.filter(([other]) => other.toLowerCase() === key).map(([, text]) => text);
        expect(readRawHeaders(sent.flat(), key)).toEqual(values);
      }
    });
    fc.assert(property, { numRuns: 1_000 });
  });
});

describe("query", () => {
  test.each<[string, string, string[]]>([
    ["one", "/p?key=a", ["a"]],
    ["none", "/p", []],
    ["an empty query", "/p?", []],
    ["S-059 twice", "/p?key=a&key=b", ["a", "b"]],
    ["S-059 an empty one counts", "/p?key&key=a&key=", ["", "a", ""]],
    ["S-059 brackets are part of the name", "/p?key[]=a&key[$ne]=b&key[0]=c&key%5B%5D=d", []],
    ["another case is another parameter", "/p?KEY=a&Key=b", []],
    ["a percent-encoded name is the same parameter", "/p?%6bey=a", ["a"]],
    ["values are decoded once", "/p?key=%2541+b%20c%26", ["%41 b c&"]],
    ["a lone percent sign stays", "/p?key=%zz%", ["%zz%"]],
    ["what is not UTF-8 is replaced", "/p?key=%ff", ["\ufffd"]],
    ["a question mark in the value", "/p?key=a?key=b", ["a?key=b"]],
    ["a second question mark begins nothing", "/p?a=b?key=c", []],
    ["a question mark before the name", "/p??key=a", []],
    ["an equals sign in the value", "/p?key=a=b", ["a=b"]],
    ["a semicolon parts nothing", "/p?a=1;key=b", []],
    ["the path is not the query", "/key=a", []],
    ["the absolute form", "http://example.test/p?key=a", ["a"]],
    ["the asterisk form", "*", []],
    ["a fragment is not the query", "/p#?key=a", []],
    ["a fragment ends the query", "/p?key=a#b", ["a"]],
  ])("%s", (_, target, values) => {
    expect(readQuery(target, "key")).toEqual(values);
  });

  test("S-338 agrees with the platform's URL", () => {
    const rest = fc.string({ unit: fc.constantFrom(...Array.from("??&&==key+;[]#/"), "%6b", "%C3%A9", "%"), maxLength: 12 });
    const property = fc.property(rest, (text) => {
      const names = ["key", "k", "?key", ""];
      const { searchParams } = new URL(`http://example.test/p?${text}`);
      expect(names.map((name) => readQuery(`/p?${text}`, name))).toEqual(names.map((name) => searchParams.getAll(name)));
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  test("S-328 what was written is read back, in order and with its repeats", () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(...Array.from("&=+%?#;[] ")), fc.string({ unit: "grapheme", maxLength: 1 })),
      maxLength: 6,
    });
    const property = fc.property(fc.array(fc.tuple(fc.oneof(fc.constantFrom("a", ...inherited), text), text), { maxLength: 6 }), (sent) => {
      const query = sent.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
      for (const [key] of sent)
        expect(readQuery(`/p?${query}`, key)).toEqual(sent.filter(([other]) => other === key).map(([, one]) => one));
    });
    fc.assert(property, { numRuns: 1_000 });
  });
});

test.each(inherited)("%s is a name like others: found where it was sent, and nowhere else", (name) => {
  expect([readCookies(["a=1"], name), readRawHeaders(["a", "1"], name.toLowerCase()), readQuery("/?a=1", name)]).toEqual([[], [], []]);
  expect(readCookies([`${name}=1`], name)).toEqual(["1"]);
  expect(readRawHeaders([name, "1"], name.toLowerCase())).toEqual(["1"]);
  expect(readQuery(`/?${name}=1`, name)).toEqual(["1"]);
});
