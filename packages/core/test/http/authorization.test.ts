import { describe, expect, test } from "vitest";
import { readAuthorization } from "../../src/http/authorization.js";
import { requestWith } from "./request-with.js";

const read = (scheme: string, ...header: string[]) => readAuthorization(requestWith({ header }), scheme);

/** What came of it, in one word, or the code of what is malformed. */
function ending(scheme: string, ...fields: string[]): string {
  const outcome = read(scheme, ...fields);
  if (typeof outcome === "string") return "good";
  if (outcome.kind === "absent") return "absent";
  return outcome.invalidRequest ? "invalid" : outcome.code;
}

describe("a credential", () => {
  test.each([
    ["S-002 one token", "Bearer abc", "abc"],
    ["S-003 in lower case", "bearer abc", "abc"],
    ["S-003 in capitals", "BEARER abc", "abc"],
    ["S-003 mixed", "bEaReR abc", "abc"],
    ["S-004 two spaces", "Bearer  abc", "abc"],
    ["S-004 many spaces", `Bearer${" ".repeat(500)}abc`, "abc"],
    ["every character of a token68", "Bearer AZaz09-._~+/", "AZaz09-._~+/"],
    ["padding", "Bearer abc==", "abc=="],
    ["more padding than base64 has", "Bearer a=====", "a====="],
    ["the scheme's own name", "Bearer Bearer", "Bearer"],
    ["S-108 8,192 characters", `Bearer ${"a".repeat(8_192)}`, "a".repeat(8_192)],
  ])("%s", (_, field, credential) => {
    expect(read("bearer", field)).toBe(credential);
  });

  test("S-041 is read under the scheme that was asked for", () => {
    expect(read("basic", "bAsIc QTpi")).toBe("QTpi");
    expect(read("custom-scheme", "Custom-Scheme abc")).toBe("abc");
  });
});

describe("absent", () => {
  test.each([
    ["S-006 an empty field", ""],
    ["S-007 another scheme", "Token abc"],
    ["S-007 Basic", "Basic QTpi"],
    ["S-007 no scheme", "abc"],
    ["S-008 a longer name", "BearerX abc"],
    ["S-008 a longer name, by a hyphen", "Bearer-X abc"],
    ["S-008 a longer name, by a tilde", "Bearer~ abc"],
    ["S-008 a shorter name", "Bear abc"],
    ["a dotless i is not an i", "bas\u0131c QTpi"],
    ["a capital with a dot is not an I", "BAS\u0130C QTpi"],
    ["parameters of another scheme", 'Digest username="a", realm="b", qop=auth'],
    ["parameters with spaces around their signs", 'Digest username = "a", realm  = "b"'],
    ["parameters without a space behind the comma", "AWS4-HMAC-SHA256 Credential=a/b,SignedHeaders=host,Signature=c"],
    ["a comma inside another scheme's quoted string", 'Digest username="Doe, Jane A", realm="b"'],
  ])("%s", (_, field) => {
    for (const scheme of ["bearer", "basic"]) {
      if (!field.toLowerCase().startsWith(`${scheme} `)) expect(ending(scheme, field), scheme).toBe("absent");
    }
  });

  test("no field", () => {
    expect(ending("bearer")).toBe("absent");
  });
});

const malformed = "malformed_authorization";

test.each([
  ["S-005 a tab", "Bearer\tabc", malformed],
  ["S-006 the scheme alone", "Bearer", malformed],
  ["S-006 the scheme and a space", "Bearer ", malformed],
  ["S-006 the scheme and many spaces", `Bearer${" ".repeat(500)}`, malformed],
  ["padding alone", "Bearer =", malformed],
  ["padding in the middle", "Bearer a=b", malformed],
  ["a space and a tab", "Bearer \tabc", malformed],
  ["a space behind", "Bearer abc ", malformed],
  ["a line break behind", "Bearer abc\n", malformed],
  ["S-017 two words", "Bearer abc def", malformed],
  ["S-108 8,193 characters", `Bearer ${"a".repeat(8_193)}`, "oversized_credential"],
  ["a slash behind the scheme", "Bearer/abc", malformed],
  ["a colon behind the scheme", "Bearer: abc", malformed],
  ["an equals sign behind the scheme", "Bearer=abc", malformed],
  ["a character above 0x7F behind the scheme", "Bearer\u00e9 abc", malformed],
  ["a NUL behind the scheme", "Bearer\0 abc", malformed],
  ...Array.from("\"%\\;@!#$&'()*:<>?[]^`{|}\0\x7f\u00e9\u00ff\u2028\ud800", (one) => [
    `S-017 ${JSON.stringify(one)}`,
    `Bearer a${one}b`,
    malformed,
  ]),
])("rejected: %s", (_, field, code) => {
  expect(ending("bearer", field)).toBe(code);
});

describe("invalid, because it is not one credential", () => {
  test.each([
    ["S-009 two tokens", ["Bearer a", "Bearer b"]],
    ["S-009 another scheme first", ["Basic QTpi", "Bearer a"]],
    ["S-009 another scheme last", ["Bearer a", "Basic QTpi"]],
    ["S-010 the same token twice", ["Bearer a", "Bearer a"]],
    ["two fields of another scheme", ["Digest a=b", "Digest a=b"]],
    ["an empty field first", ["", "Bearer a"]],
    ["an empty field last", ["Bearer a", ""]],
    ["two empty fields", ["", ""]],
    ["S-011 joined by a comma", ["Bearer a, Bearer a"]],
    ["S-011 joined by a comma without a space", ["Bearer a,Bearer a"]],
    ["S-011 joined by a comma and a tab", ["Bearer a,\tBearer a"]],
    ["S-011 a comma in the token", ["Bearer a,b"]],
    ["S-011 a comma behind the token", ["Bearer a,"]],
    ["S-011 a comma behind the scheme", ["Bearer, a"]],
    ["S-011 a comma behind the scheme and a space", ["Bearer , a"]],
    ["S-011 a comma behind more than a credential may have", [`Bearer ${"a".repeat(8_193)}, Bearer a`]],
    ["S-012 Basic joined with Bearer", ["Basic x, Bearer a"]],
    ["S-012 without a space", ["Basic x,Bearer a"]],
    ["S-012 Digest joined with Bearer", ['Digest a="b", c="d", Bearer a']],
    ["S-012 an empty field joined with Bearer", [", Bearer a"]],
    ["S-012 a token joined with Digest", ['Bearer a, Digest a="b"']],
  ])("%s", (_, fields) => {
    expect(ending("bearer", ...fields)).toBe("invalid");
  });

  test.each(['Digest a="b", Bearer', 'Digest a="b", abc', "Basic QTpi, Bearer", "Basic QTpi,", ", ", ",,,"])(
    "S-012 joined, with no credential of mine: %s is none",
    (field) => {
      expect(["invalid", "absent"]).toContain(ending("bearer", field));
    },
  );
});
