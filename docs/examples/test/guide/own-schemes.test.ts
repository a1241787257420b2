import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SecurityEvent } from "@ampoule/core";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { accessToken } from "../../src/guide/schemes/http.js";
import * as hooks from "../../src/guide/schemes/hooks.js";
import { tokensOf } from "../../src/guide/schemes/open-id-connect.js";
import { sign, signed } from "../../src/guide/schemes/own.js";
import { Sessions } from "../../src/tutorial/sessions.js";
import { behind } from "./express.js";
import { fieldsOf } from "./listening.js";

container.registerSingleton(Sessions);

describe("OpenID Connect", () => {
  test("the tokens of an issuer are verified with its keys", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const jwks = JSON.stringify({ keys: [await exportJWK(publicKey)] });
    const server = createServer((_, response) => void response.end(jwks)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const issue = (audience: string, expires = "1m") =>
      new SignJWT({ scope: "profile" })
        .setProtectedHeader({ alg: "ES256" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject("1")
        .setExpirationTime(expires)
        .sign(privateKey);
    await using app = await behind(tokensOf(issuer, "https://api.example"));
    const statusOf = async (text: string) => (await app.ask("GET /", `Authorization: Bearer ${text}`)).status;
    expect(await statusOf(await issue("https://api.example"))).toBe(200);
    expect([await statusOf(await issue("https://other.example")), await statusOf(await issue("https://api.example", "-1s"))]).toEqual([
      401, 401,
    ]);
    server.close();
    server.closeAllConnections();
    await using late = await behind(tokensOf(issuer, "https://api.example"));
    expect((await late.ask("GET /", `Authorization: Bearer ${await issue("https://api.example")}`)).status).toBe(503);
  });
});

describe("a scheme of one's own", () => {
  test("verifies a signature over the body", async () => {
    await using app = await behind(signed);
    const post = (body: string, ...fields: string[]) => app.post("/", "application/json", body, ...fields);
    expect((await post("{}", `X-Signature: ${sign("{}")}`)).status).toBe(200);
    expect((await post('{"a":1}', `X-Signature: ${sign("{}")}`)).challenge).toBe('Signature realm="api"');
    expect((await post("{}", `X-Signature: ${sign("{}")}`, `X-Signature: ${sign("{}")}`)).status).toBe(400);
    expect((await post("{}", "X-Signature: no")).status).toBe(401);
  });
});

describe("hooks", () => {
  test("another challenge, with the reason left in", async () => {
    await using app = await behind(hooks.accessToken);
    const metadata = 'resource_metadata="https://api.example/.well-known/oauth-protected-resource"';
    expect((await app.ask("GET /")).challenge).toBe(`Bearer realm="api", ${metadata}`);
    expect((await app.ask("GET /", "Authorization: Bearer x")).challenge).toBe(`Bearer realm="api", error="invalid_token", ${metadata}`);
  });

  test("another body, never another status: the scheme is asked first, then the application", async () => {
    const { render } = hooks;
    await using app = await behind(hooks.forBrowsers, { render });
    const page = await app.ask("GET /", "Accept: text/html");
    expect([page.status, fieldsOf(page.response, "content-type"), page.challenge]).toEqual([
      401,
      ["text/html; charset=utf-8"],
      'Bearer realm="api"',
    ]);
    expect(await app.ask("GET /")).toMatchObject({ status: 401, body: { error: { status: 401, code: "not_authenticated" } } });
  });

  test("one that throws changes nothing, and is told", async () => {
    const events: SecurityEvent[] = [];
    const render = () => {
      throw new RangeError("of render");
    };
    await using app = await behind(accessToken, { render, onEvent: (event) => void events.push(event) });
    expect((await app.ask("GET /")).body).toMatchObject({ status: 401, code: "not_authenticated" });
    expect(events.map(({ type, code }) => [type, code])).toContainEqual(["fault", "RangeError"]);
  });
});
