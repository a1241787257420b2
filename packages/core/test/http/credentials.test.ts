import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOutcome } from "../../src/contract/outcome.js";
import { readCredentials } from "../../src/http/authorization.js";
import { isParameterList } from "../../src/http/parameter-list.js";
import { requestWith } from "./request-with.js";

/** What was read, in one word, or the code of what is malformed. */
function ending(...fields: string[]): string {
  const read = readCredentials(requestWith({ header: fields }), "other");
  if (!isOutcome(read)) return `${read.scheme}|${read.credentials}`;
  if (read.kind === "absent") return "absent";
  return read.invalidRequest ? "invalid" : read.code;
}

describe("credentials of any scheme", () => {
  test.each([
    ["http.base.ok: one token68", "Other foobar", "Other|foobar"],
    ["http.base.case-preserved: the scheme as it was written", "oTHER foobar", "oTHER|foobar"],
    ["several spaces", "Other   foobar", "Other|foobar"],
    ["padding", "Other foobar==", "Other|foobar=="],
    ["padding that could be a parameter without a value", "Other a=", "Other|a="],
    ["one parameter", "Other a=b", "Other|a=b"],
    ["a quoted one", 'Other a="b, c=d; \\"e\\\\"', 'Other|a="b, c=d; \\"e\\\\"'],
    ["an empty quoted one", 'Other a=""', 'Other|a=""'],
    ["bytes above 0x7F in quotes", 'Other a="\u00e9"', 'Other|a="\u00e9"'],
    ["white space around the signs", "Other a = b\t,\tc  =  d", "Other|a = b\t,\tc  =  d"],
    [
      "http.digest.full-parameters: several",
      'Other username="Mufasa", realm="r", nonce="n", uri="/x", response="abc"',
      'Other|username="Mufasa", realm="r", nonce="n", uri="/x", response="abc"',
    ],
    ["S-108 8,192 characters", `Other ${"a".repeat(8_192)}`, `Other|${"a".repeat(8_192)}`],
  ])("%s", (_, field, read) => {
    expect(ending(field)).toBe(read);
  });

  test.each([
    ["no field", []],
    ["an empty field", [""]],
    ["another scheme", ["Bearer foobar"]],
    ["another scheme's parameters", ['Digest a="b", c="d"']],
    ["a longer name", ["Others foobar"]],
    ["a shorter name", ["Othe foobar"]],
    ["the credentials alone", ["foobar"]],
  ])("absent: %s", (_, fields) => {
    expect(ending(...fields)).toBe("absent");
  });

  test.each([
    ["http.base.scheme-only", "Other"],
    ["the scheme and a space", "Other "],
    ["a tab", "Other\tfoobar"],
    ["two words", "Other foo bar"],
    ["a parameter and a word", "Other a=b c"],
    ["a quote that is never closed", 'Other a="b'],
    ["a backslash at the end", 'Other a="b\\'],
    ["text behind the quote", 'Other a="b"c'],
    ["a name in quotes", 'Other "a"=b'],
    ["no name", "Other =b"],
    ["no value", 'Other a="b"='],
    ["a control character in quotes", 'Other a="b\0"'],
    ["an escaped line break", 'Other a="b\\\n"'],
    ["a character above 0xFF", 'Other a="\u20ac"'],
    ["a space behind", "Other a=b "],
  ])("rejected: %s", (_, field) => {
    expect(ending(field)).toBe("malformed_authorization");
  });

  test("S-108 rejected: 8,193 characters", () => {
    expect(ending(`Other a="${"b".repeat(8_190)}"`)).toBe("oversized_credential");
  });

  test.each([
    ["two fields", ["Other a", "Other a"]],
    ["two fields of which one is empty", ["Other a", ""]],
    ["joined tokens", ["Other a, Other b"]],
    ["joined lists", ["Other a=b, Other c=d"]],
    ["joined with another scheme's token", ["Other a=b, Bearer c"]],
    ["another scheme's first", ["Bearer c, Other a=b"]],
    ["an empty field behind", ["Other a=b, "]],
    ["an empty element", ["Other a=b,, c=d"]],
    ["a parameter twice", ["Other a=b, a=b"]],
    ["a parameter twice, in another case", ['Other a=b, c=d, A="b"']],
    ["a comma in a token", ["Other foo,bar"]],
    ["a comma behind the scheme", ["Other, a=b"]],
  ])("invalid: %s", (_, fields) => {
    expect(ending(...fields)).toBe("invalid");
  });
});

test("S-327 every list that is written is read as one, and no other text throws", () => {
  const name = fc.string({ unit: fc.constantFrom(...Array.from("!#$%&'*+-.^_`|~09azAZ")), minLength: 1, maxLength: 5 });
  const quoted = fc.string({ unit: fc.constantFrom(...Array.from('ab ,=;"\\\t~\u00e9')), maxLength: 8 });
  const value = fc.oneof(
    name,
    quoted.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`),
  );
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 5, selector: (text) => text.toLowerCase() });
  fc.assert(
    fc.property(names, fc.array(value, { minLength: 5, maxLength: 5 }), fc.constantFrom(",", ", ", "\t, "), (all, values, comma) => {
      expect(isParameterList(all.map((one, index) => `${one}=${values[index]}`).join(comma))).toBe(true);
    }),
  );
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => typeof isParameterList(text) === "boolean"));
});
