import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPublished } from "../../src/jwt/keys/published-secrets.js";
import { decodeBase64Url, isBase64Url } from "../../src/jwt/text/base64url.js";
import { hasCompactForm, readCompact } from "../../src/jwt/text/compact.js";
import { parseObject } from "../../src/http/strict-json.js";
import { slowOn } from "../http/growth.js";

const read = (text: string) => parseObject(Buffer.from(text));

describe("S-101 S-102 S-103 JSON", () => {
  test("S-327 what is read is what JSON.parse reads, and the rest is refused; nothing is thrown", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ maxDepth: 6, noUnicodeString: false })),
        fc.nat(4),
        (object, indent) => {
          const text = JSON.stringify(object, null, indent);
          const isFit = !text.includes('"__proto__":') && text.isWellFormed() && !/\\ud[89a-f]/i.test(text);
          if (isFit) expect(JSON.stringify(read(text))).toBe(JSON.stringify(JSON.parse(text)));
          else expect(read(text)).toBeUndefined();
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("S-327 S-101 a member that comes twice is found wherever it stands, however it is written", () => {
    const name = fc.string({ minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(name, fc.array(fc.constantFrom("{", "[", " ", "\n"), { maxLength: 20 }), fc.boolean(), (repeated, around, isEscaped) => {
        const quoted = JSON.stringify(repeated);
        const escaped = `"${Array.from({ length: repeated.length }, (_, index) => repeated.charCodeAt(index))
          .map((code) => `\\u${code.toString(16).padStart(4, "0")}`)
          .join("")}"`;
        const inner = `{${quoted}:{"a":[1,"b,:{"]},${isEscaped ? escaped : quoted}:2}`;
        const open = around.map((sign) => (sign === "{" ? '{"o":' : sign));
        const close = around.map((sign) => (sign === "{" ? "}" : sign === "[" ? "]" : sign)).toReversed();
        expect(read(`{"x":${open.join("")}${inner}${close.join("")}}`)).toBeUndefined();
        expect(
          read(`{"x":${open.join("")}${inner.replace(/,(?:"[^"]*"|"(?:\\.|[^"\\])*"):2/, "")}${close.join("")}}`) ?? "deep",
        ).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });

  test("S-327 any bytes are read or refused, never thrown, and nothing is polluted", () => {
    const grammar = fc.array(
      fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', '"', "\\", "1", "null", " ", '"__proto__"', "\uFEFF", "\\u00", "1e999"),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          grammar.map((parts) => Buffer.from(parts.join(""))),
          fc.uint8Array({ maxLength: 200 }),
        ),
        (bytes) => {
          const object = parseObject(bytes);
          if (object === undefined) return;
          expect(Object.getPrototypeOf(object)).toBeNull();
          expect(object).toEqual(Object.assign(Object.create(null), JSON.parse(Buffer.from(bytes).toString())));
        },
      ),
      { numRuns: 10_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("S-083 S-084 base64url", () => {
  test("S-328 what was encoded is decoded, and every other text of the same bytes is refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64url");
        expect(Buffer.from(decodeBase64Url(text) ?? []).equals(Buffer.from(bytes))).toBe(true);
        expect(isBase64Url(`${text}=`)).toBe(false);
      }),
    );
  });

  test("S-327 what is accepted is the one spelling of its bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("ABCZaz09-_=+/. Qgw")), maxLength: 12 }), (text) => {
        const bytes = decodeBase64Url(text);
        expect(bytes === undefined || Buffer.from(bytes).toString("base64url") === text).toBe(true);
        if (bytes === undefined) expect(Buffer.from(text, "base64url").toString("base64url")).not.toBe(text);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("S-325 S-326 time grows with the length, and no faster", () => {
  test("of JSON", () => {
    const read = (text: string) => parseObject(Buffer.from(text));
    expect(slowOn(read, "", "{", '{"a":', '{"a":"', '{"a":[', '{"a":1,')).toEqual([]);
  });

  test("of tokens and their parts", () => {
    expect(slowOn(hasCompactForm, "", "A.", "A.A.")).toEqual([]);
    expect(slowOn(readCompact, "", "A.", "A.A.")).toEqual([]);
    expect(slowOn(isBase64Url, "", "A")).toEqual([]);
    expect(slowOn(decodeBase64Url, "", "A")).toEqual([]);
  });

  test("of secrets", () => {
    expect(slowOn((text) => isPublished(Buffer.from(text)), "your", "abcdefghi")).toEqual([]);
  });
});
