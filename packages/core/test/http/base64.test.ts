import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { basic } from "../../src/index.js";
import { decodeBase64Text } from "../../src/http/base64.js";
import { schemeOf } from "../schemes/scheme-of.js";
import { requestWith } from "./request-with.js";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encode = (text: string) => Buffer.from(text, "utf8").toString("base64");

/** What Buffer says: the text, where encoding the bytes again gives the same characters and the bytes are UTF-8. */
function reference(text: string): string | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) return undefined;
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const nearly = fc.string({ unit: fc.constantFrom(...Array.from(alphabet), "=", "=", "=", "-", "_", " ", "\n", "\u00e9"), maxLength: 12 });

describe("S-037 agrees with Buffer", () => {
  test("every text's own encoding is read back", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(text, (one) => {
        expect(decodeBase64Text(encode(one))).toBe(one);
      }),
      { numRuns: 2_000 },
    );
  });

  test("whatever it looks like", () => {
    fc.assert(
      fc.property(nearly, (one) => {
        expect(decodeBase64Text(one)).toBe(reference(one));
      }),
      { numRuns: 20_000 },
    );
  });

  test("S-038 any bytes: text where they are UTF-8, nothing where they are not", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        expect(decodeBase64Text(text)).toBe(reference(text));
      }),
      { numRuns: 20_000 },
    );
  });

  test("each of the 64 x 64 last pairs, and each of the 64 last characters of a triple", () => {
    const tails = Array.from(alphabet).flatMap((one) => [`QQ${one}=`, ...Array.from(alphabet).map((other) => `${one}${other}==`)]);
    const wrong = tails.filter((tail) => decodeBase64Text(tail) !== reference(tail));
    expect(wrong).toEqual([]);
    expect(tails.filter((tail) => decodeBase64Text(tail) !== undefined)).toHaveLength(128 + 16);
  });
});

describe("S-037 one text has one spelling", () => {
  const text = "Aladdin:open sesame";
  const good = encode(text);

  test.each([
    ["no padding", good.slice(0, -2)],
    ["half of the padding", good.slice(0, -1)],
    ["too much padding", `${good}=`],
    ["padding in the middle", `QQ==${good}`],
    ["spare bits", good.replace("Q==", "R==")],
    ["an inner space", `${good.slice(0, 4)} ${good.slice(4)}`],
    ["a line break behind", `${good}\n`],
    ["a line break inside", `${good.slice(0, 4)}\n${good.slice(4)}`],
    ["a space before", ` ${good}`],
    ["junk behind the padding", `${good}QQ==`],
    ["stars", "***"],
    ["one character", "Q"],
    ["padding alone", "===="],
  ])("not %s", (_, spelling) => {
    expect(decodeBase64Text(good)).toBe(text);
    expect(decodeBase64Text(spelling)).toBeUndefined();
  });

  test("not the url-safe alphabet", () => {
    expect([decodeBase64Text("Pj4/Pz8+Oj8/"), decodeBase64Text("Pj4_Pz8-Oj8_")]).toEqual([">>???>:??", undefined]);
  });

  test("a text of nothing is nothing", () => {
    expect(decodeBase64Text("")).toBe("");
  });
});

describe("S-038 what is not UTF-8", () => {
  test.each([
    ["a lone 0xFF", [0x61, 0x3a, 0xff]],
    ["an overlong slash", [0x61, 0x3a, 0xc0, 0xaf]],
    ["an overlong NUL", [0x61, 0x3a, 0xc0, 0x80]],
    ["a surrogate", [0x61, 0x3a, 0xed, 0xa0, 0x80]],
    ["a character that is cut off", [0x61, 0x3a, 0xe2, 0x82]],
    ["beyond U+10FFFF", [0x61, 0x3a, 0xf4, 0x90, 0x80, 0x80]],
    ["ISO-8859-1", [0x61, 0x3a, 0xe9]],
  ])("%s", (_, bytes) => {
    expect(decodeBase64Text(Buffer.from(bytes).toString("base64"))).toBeUndefined();
  });

  test("a byte order mark and U+FFFD are characters like others", () => {
    for (const text of ["\ufeffa:b", "a:\ufffd"]) expect(decodeBase64Text(encode(text))).toBe(text);
  });
});

const read = (text: string) => schemeOf(basic({ verify: () => undefined })).read(requestWith({ header: [`Basic ${encode(text)}`] }));

test("S-039 each control character, and none but those, is refused in name and password", () => {
  for (let code = 0; code < 0x300; code += 1) {
    const character = String.fromCharCode(code);
    const refused = code < 0x20 || (code >= 0x7f && code < 0xa0);
    for (const text of [`a${character}:b`, `a:b${character}`]) expect("kind" in (read(text) as object), String(code)).toBe(refused);
  }
});

test("S-034 S-035 the first colon divides, and there must be one", () => {
  expect(read("a:b:c")).toMatchObject({ username: "a", password: "b:c" });
  expect(read(":")).toMatchObject({ username: "", password: "" });
  for (const text of ["", "Aladdin"]) expect(read(text)).toMatchObject({ kind: "rejected" });
});

test("S-045 2,048 characters of base64 are read, more are not", () => {
  const password = "x".repeat(1_534);
  expect(read(`a:${password}`)).toMatchObject({ username: "a", password });
  expect(read(`a:${password}x`)).toMatchObject({ kind: "rejected", code: "oversized_credential" });
});

test.each([
  ["an accent", "Jos\u00e9", "Jose\u0301"],
  ["the Angstrom sign", "\u00c5", "\u212b"],
  ["Hangul", "\uac00", "\u1100\u1161"],
])("S-040 %s arrives composed, however it was spelled", (_, composed, other) => {
  const credentials = { username: composed, password: composed };
  expect(read(`${composed}:${composed}`)).toMatchObject(credentials);
  expect(read(`${other}:${other}`)).toMatchObject(credentials);
});

test("S-040 what looks alike but is not the same character stays different", () => {
  expect(read("\uff41:b")).toMatchObject({ username: "\uff41", password: "b" });
  expect(read("\ufb01:b")).toMatchObject({ username: "\ufb01", password: "b" });
});
