import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { accessToken, account, machine } from "../../src/guide/schemes/http.js";
import * as keys from "../../src/guide/schemes/keys.js";
import * as flows from "../../src/guide/schemes/oauth2.js";
import { Accounts, Keys } from "../../src/guide/services.js";
import { Sessions } from "../../src/tutorial/sessions.js";
import { behind } from "./express.js";
import { fieldsOf } from "./listening.js";

container.registerSingleton(Sessions).registerSingleton(Keys).registerSingleton(Accounts);
await container.resolve(Accounts).add({ id: "1", name: "Zoë" }, "pass:word");
const token = container.resolve(Sessions).open("1", ["notes:read"]);
const key = container.resolve(Keys).issue("reports");

const basicOf = (text: string, encoding: BufferEncoding = "utf8") =>
  `Authorization: Basic ${Buffer.from(text, encoding).toString("base64")}`;

describe("bearer", () => {
  test("yields what verify gives, and tells clients nothing more than the grammar of their mistake", async () => {
    await using app = await behind(accessToken);
    const answers = await Promise.all(
      [
        [`Authorization: bearer   ${token}`],
        [],
        ["Authorization: Basic eA=="],
        ["Authorization: Bearer"],
        ["Authorization: Bearer a b"],
        ["Authorization: Bearer wrong"],
        ["Authorization: Bearer a,b"],
        [`Authorization: Bearer ${token}`, `Authorization: Bearer ${token}`],
        [`Authorization: Bearer ${"a".repeat(8193)}`],
      ].map((fields) => app.ask("GET /", ...fields)),
    );
    const invalid = 'Bearer realm="api", error="invalid_token"';
    const ambiguous = 'Bearer realm="api", error="invalid_request"';
    expect(answers.map(({ status, challenge }) => [status, challenge])).toEqual([
      [200, ""],
      [401, 'Bearer realm="api"'],
      [401, 'Bearer realm="api"'],
      [401, invalid],
      [401, invalid],
      [401, invalid],
      [400, ambiguous],
      [400, ambiguous],
      [401, invalid],
    ]);
    expect((await app.ask(`GET /?access_token=${token}`)).status).toBe(401);
  });
});

describe("basic", () => {
  test("reads UTF-8 and parts at the first colon; the challenge says so", async () => {
    await using app = await behind(account);
    expect(await app.ask("GET /", basicOf("Zoë:pass:word"))).toMatchObject({ status: 200, body: { id: "1", name: "Zoë" } });
    expect((await app.ask("GET /")).challenge).toBe('Basic realm="accounts", charset="UTF-8"');
  });

  test.each([
    ["bytes that are not UTF-8", basicOf("Zo\u00eb:pass:word", "latin1")],
    ["no colon", basicOf("Zoë")],
    ["a control character", basicOf("Zoë:pass\u0000word")],
    ["base64 that is not canonical", `${basicOf("Zoë:pass:word")} =`],
    ["a wrong password", basicOf("Zoë:wrong")],
    ["an unknown name", basicOf("nobody:pass:word")],
  ])("refuses %s", async (_, field) => {
    await using app = await behind(account);
    expect((await app.ask("GET /", field)).status).toBe(401);
  });
});

describe("API keys", () => {
  test("are read in one place each", async () => {
    await using header = await behind(keys.service);
    await using cookie = await behind(keys.session);
    await using query = await behind(keys.feed);
    const held = { status: 200, body: { name: "reports" } };
    expect(await header.ask("GET /", `x-api-key: ${key}`)).toMatchObject(held);
    expect(await cookie.ask("GET /", `Cookie: a=b; __Host-session=${key}`)).toMatchObject(held);
    const answer = await query.ask(`GET /?key=${key}`);
    expect([answer, fieldsOf(answer.response, "referrer-policy")]).toMatchObject([held, ["no-referrer"]]);
    expect((await header.ask(`GET /?X-API-Key=${key}`)).challenge).toBe('APIKey realm="api"');
  });

  test("that come twice are 400, and an empty one is absent", async () => {
    await using header = await behind(keys.service);
    await using query = await behind(keys.feed);
    expect((await header.ask("GET /", `X-API-Key: ${key}`, `X-API-Key: ${key}`)).status).toBe(400);
    expect((await query.ask(`GET /?key=${key}&key=${key}`)).status).toBe(400);
    expect((await header.ask("GET /", "X-API-Key:")).body).toMatchObject({ status: 401, code: "not_authenticated" });
  });
});

describe("httpBase", () => {
  test("takes its own scheme only", async () => {
    await using app = await behind(machine);
    expect(await app.ask("GET /", `Authorization: TOKEN ${key}`)).toMatchObject({ status: 200, body: { name: "reports" } });
    for (const field of ["Authorization: Tokens x", `Authorization: Bearer ${key}`]) {
      expect(await app.ask("GET /", field)).toMatchObject({ status: 401, challenge: 'Token realm="api"' });
    }
    expect((await app.ask("GET /", "Authorization: Token")).body).toMatchObject({ code: "invalid_credentials" });
    expect((await app.ask("GET /", 'Authorization: Token a="1", a="2"')).status).toBe(400);
  });
});

describe("OAuth 2", () => {
  test.each(Object.entries(flows))("%s is a bearer token on the wire", async (_, scheme) => {
    await using app = await behind(scheme);
    expect((await app.ask("GET /", `Authorization: Bearer ${token}`)).body).toMatchObject({ sub: "1" });
    expect((await app.ask("GET /")).challenge).toBe('Bearer realm="api"');
  });
});
