import { describe, expect, test } from "vitest";
import { readMediaType } from "../../src/http/media-type.js";
import { loginForm } from "../../src/index.js";
import { post, submit, urlencoded } from "./post.js";

const form = loginForm();
const account = "username=johndoe&password=secret";
const read = { grantType: null, username: "johndoe", password: "secret", scopes: [], clientId: null, clientSecret: null };
const refused = (description: string) => ({ error: "invalid_request", description });
const unsupported = refused("The body has to be application/x-www-form-urlencoded or multipart/form-data, in UTF-8");
const malformed = refused("The form is malformed");

describe("the content type", () => {
  test.each([
    "Application/X-WWW-Form-Urlencoded",
    `${urlencoded};charset=UTF-8`,
    `${urlencoded}; charset="utf-8"`,
    `${urlencoded} ; Charset=Utf-8 ; x="a;\\"b"`,
    `${urlencoded};`,
  ])("may be %s", async (type) => {
    expect(await submit(form, post(account, type))).toEqual(read);
  });

  test.each([
    null,
    "",
    "text/plain",
    "application/json",
    "application/x-www-form-urlencodedx",
    `x${urlencoded}`,
    `${urlencoded}, ${urlencoded}`,
    `${urlencoded}; charset=iso-8859-1`,
    `${urlencoded}; charset=utf-8; charset=utf-8`,
    `${urlencoded}; charset=""`,
    `${urlencoded}; charset`,
    `${urlencoded} charset=utf-8`,
    `${urlencoded}; charset="utf-8`,
    "multipart/form-data; boundary=x; charset=utf-16",
    "multipart/mixed; boundary=x",
    urlencoded.replace("/", ""),
  ])("cannot be %s", async (type) => {
    expect(await submit(form, post(account, type))).toEqual(unsupported);
  });

  test("is not looked for in the body: form.strict.json-body", async () => {
    expect(await submit(form, post(JSON.stringify({ username: "johndoe", password: "secret" }), "application/json"))).toEqual(unsupported);
  });

  test("is taken apart", () => {
    expect(readMediaType('Text/Plain; A=b; c="d\\"e"; ;f=g')).toEqual({
      essence: "text/plain",
      parameters: new Map([
        ["a", "b"],
        ["c", 'd"e'],
        ["f", "g"],
      ]),
    });
    for (const wrong of ["", "text", "text/", "/plain", "text/plain;a=", "text/plain; a = b", "text/plain;a=b;A=c"]) {
      expect(readMediaType(wrong), wrong).toBeUndefined();
    }
  });
});

describe("an urlencoded body", () => {
  test.each([
    ["an escape that is not UTF-8", "%FF"],
    ["an overlong escape", "%C0%AF"],
    ["an escaped surrogate", "%ED%A0%80"],
    ["half an escape", "%C3"],
    ["a broken escape", "%zz"],
    ["a percent sign", "100%"],
  ])("with %s is malformed, wherever it stands", async (_, text) => {
    for (const body of [`${account}${text}`, `${text}=a&${account}`, `a=${text}&${account}`]) {
      expect(await submit(form, post(body))).toEqual(malformed);
    }
  });

  test("that is not UTF-8 is malformed", async () => {
    expect(await submit(form, post(new Uint8Array([...new TextEncoder().encode(account), 0xe9])))).toEqual(malformed);
  });

  test("may have empty pieces", async () => {
    expect(await submit(form, post(`&&${account}&&=&a`))).toEqual(read);
  });
});

/** A multipart body of these parts: head, then content. */
function multipart(...parts: readonly (readonly [head: string, content: string])[]): string {
  return `${parts.map(([head, content]) => `--X\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`).join("")}--X--\r\n`;
}
const type = "multipart/form-data; boundary=X";
const [username, password] = [
  ['name="username"', "johndoe"],
  ['name="password"', "secret"],
] as const;

describe("form.strict.multipart, form.relaxed.multipart: a multipart body", () => {
  test.each([type, `${type}; charset=UTF-8`, 'multipart/form-data; boundary="X"', "Multipart/Form-Data; boundary=X"])(
    "of type %s",
    async (one) => {
      expect(await submit(form, post(multipart(username, password), one))).toEqual(read);
    },
  );

  test("as a platform writes it", async () => {
    const body = new FormData();
    body.set("username", " josé ");
    body.set("password", "päss ✓");
    const request = new Request("http://localhost/", { method: "POST", body });
    expect(await submit(form, request)).toEqual({ ...read, username: " josé ", password: "päss ✓" });
  });

  test("with empty and unknown fields", async () => {
    const body = multipart(username, password, ['name="scope"', ""], ['name="other"', "x"]);
    expect(await submit(form, post(body, type))).toEqual(read);
  });

  test.each<[string, string, object]>([
    ["a field twice", multipart(username, password, username), refused("username is repeated")],
    ["a field without a value", multipart(username, ['name="password"', ""]), refused("password is missing")],
    [
      "a line break in a field",
      multipart(['name="username"', "john\r\ndoe"], password),
      refused("username has characters that are not allowed"),
    ],
    ["a file", multipart(username, password, ['name="photo"; filename="a.png"', "x"]), malformed],
    ["a file for a field", multipart(username, ['name="password"; filename="a"', "secret"]), malformed],
    ["no end", multipart(username, password).replace("--X--\r\n", ""), malformed],
    ["another boundary", multipart(username, password).replaceAll("--X", "--Y"), malformed],
    ["an urlencoded body", account, malformed],
    ["nothing", "", malformed],
  ])("with %s", async (_, body, error) => {
    expect(await submit(form, post(body, type))).toEqual(error);
  });

  test("that is not UTF-8 is malformed, also where the platform would mend it", async () => {
    const bytes = Uint8Array.from(multipart(username, ['name="password"', "s\u00e9cret"]), (one) => one.charCodeAt(0));
    expect(await submit(form, post(bytes, type))).toEqual(malformed);
  });

  test.each(["Content-Transfer-Encoding: base64", "content-transfer-encoding : 8bit"])(
    "with a transfer encoding is malformed: %s",
    async (field) => {
      const encoded = multipart(username, [`name="password"\r\n${field}`, "c2VjcmV0"]);
      expect(await submit(form, post(encoded, type))).toEqual(malformed);
    },
  );

  test("without a boundary is malformed", async () => {
    expect(await submit(form, post(multipart(username, password), "multipart/form-data"))).toEqual(malformed);
  });

  test("has the same limit", async () => {
    const body = multipart(username, password, ['name="x"', "x".repeat(65_536)]);
    expect(await submit(form, post(body, type))).toEqual(refused("The body is too large"));
  });
});
