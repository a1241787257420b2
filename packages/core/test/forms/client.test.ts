import { describe, expect, test } from "vitest";
import { loginForm } from "../../src/index.js";
import { post, submit } from "./post.js";

const account = "username=johndoe&password=secret";
const read = { grantType: null, username: "johndoe", password: "secret", scopes: [], clientId: null, clientSecret: null };
const basic = (idAndSecret: string) => `Basic ${btoa(idAndSecret)}`;
const ask = (authorization: string, more = "") => submit(loginForm(), post(account + more, undefined, authorization));

describe("the client in a Basic header", () => {
  test.each([
    ["form.relaxed.client-basic-header, read as RFC 6749 prefers it", "web:s3", { clientId: "web", clientSecret: "s3" }],
    ["no secret", "web:", { clientId: "web", clientSecret: null }],
    ["its parts are form-encoded", "we%3Ab+1:s%26%C3%A9+3", { clientId: "we:b 1", clientSecret: "s&é 3" }],
    ["the first colon divides", "web:a:b", { clientId: "web", clientSecret: "a:b" }],
  ])("%s", async (_, idAndSecret, client) => {
    expect(await ask(basic(idAndSecret))).toEqual({ ...read, ...client });
  });

  test.each([
    ["no base64", "Basic ***"],
    ["the scheme alone", "Basic"],
    ["two words", "Basic d2ViOnMz x"],
    ["no colon", basic("web")],
    ["no name", basic(":s3")],
    ["a broken escape in the name", basic("we%b:s3")],
    ["a broken escape in the secret", basic("web:100%")],
    ["an escape that is not UTF-8", basic("web:%FF")],
    ["bytes that are not UTF-8", basic("web:\u00ff")],
    ["a line break", basic("web:a%0Ab")],
    ["too much", `Basic ${"QUJD".repeat(2_049)}`],
  ])("malformed: %s", async (_, authorization) => {
    expect(await ask(authorization)).toEqual({ error: "invalid_client", description: "The client credentials are malformed" });
  });

  test("that names nobody and holds nothing, as Swagger UI sends it, is none", async () => {
    expect(await ask(basic(":"))).toEqual(read);
    expect(await ask(basic(":"), "&client_id=web&client_secret=s3")).toEqual({ ...read, clientId: "web", clientSecret: "s3" });
  });

  test("repeated", async () => {
    const error = { error: "invalid_request", description: "Authorization is repeated or ambiguous" };
    expect(await ask(`${basic("web:s3")}, ${basic("web:s3")}`)).toEqual(error);
  });

  test("is looked at before the body", async () => {
    expect(await submit(loginForm(), post("", null, basic("web")))).toMatchObject({ error: "invalid_client" });
  });

  test.each(["&client_id=web", "&client_secret=s3", "&client_id=web&client_secret=s3"])("and in the body: %s", async (more) => {
    const error = { error: "invalid_request", description: "The client credentials are in the header and in the body" };
    expect(await ask(basic("web:s3"), more)).toEqual(error);
  });

  test("and empty fields in the body are not in the body", async () => {
    expect(await ask(basic("web:s3"), "&client_id=&client_secret=")).toEqual({ ...read, clientId: "web", clientSecret: "s3" });
  });

  test.each(["Bearer a", 'Digest username="a"', "Basicx d2ViOnMz"])(
    "another scheme's credential is not for here: %s",
    async (authorization) => {
      expect(await ask(authorization)).toEqual(read);
    },
  );
});
