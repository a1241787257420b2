import { httpBase, oauth2AuthorizationCodeBearer, oauth2PasswordBearer, optional } from "@ampoule/core";
import { expect, test } from "vitest";
import type { Frame } from "../frames.js";
import { account, basicOf, behind, key, token, verify } from "./fixtures.js";

const urls = { tokenUrl: "/token", authorizationUrl: "/authorize" };

/** How credentials are read. */
export function describeCredentials(frame: Frame): void {
  test.each([
    ["oauth2PasswordBearer", oauth2PasswordBearer({ ...urls, verify })],
    ["oauth2AuthorizationCodeBearer", oauth2AuthorizationCodeBearer({ ...urls, verify })],
  ])("FastAPI weak spot 1: an empty token is not a token for %s", async (_name, scheme) => {
    await using app = await frame(behind(scheme));
    verify.mockClear();
    for (const field of ["Authorization: Bearer", "Authorization: Bearer "]) {
      expect(await app.ask("GET /", field)).toMatchObject({ status: 401, challenge: 'Bearer realm="api", error="invalid_token"' });
    }
    expect(verify).not.toHaveBeenCalled();
  });

  test("FastAPI weak spot 2: httpBase takes the scheme that it is told, and no other", async () => {
    const own = httpBase({ scheme: "Token", verify: ({ credentials }) => ({ credentials }) });
    await using app = await frame(behind(own));
    expect((await app.ask("GET /", "Authorization: token x")).status).toBe(200);
    for (const field of ["Authorization: Bearer x", "Authorization: Tokens x"]) {
      expect(await app.ask("GET /", field)).toMatchObject({ status: 401, challenge: 'Token realm="api"' });
    }
  });

  test("FastAPI weak spot 3: a token is one token", async () => {
    await using app = await frame(behind(token));
    verify.mockClear();
    expect((await app.ask("GET /", "Authorization: Bearer a b")).status).toBe(401);
    expect((await app.ask("GET /", "Authorization: Bearer a,b")).status).toBe(400);
    expect((await app.ask("GET /", "Authorization: Bearer a", "Authorization: Bearer b")).status).toBe(400);
    expect(verify).not.toHaveBeenCalled();
  });

  test("FastAPI weak spot 4: Basic is UTF-8 and strict, and its realm is escaped", async () => {
    await using app = await frame(behind(account));
    expect((await app.ask("GET /", basicOf("Zoë:pä:ss"))).body).toMatchObject({ it: { username: "Zoë" } });
    const lenient = `${basicOf("a:b")}!`;
    for (const field of [lenient, basicOf(Buffer.from([0x61, 0x3a, 0xff])), basicOf("a\n:b"), basicOf("ab")]) {
      expect((await app.ask("GET /", field)).status, field).toBe(401);
    }
    expect((await app.ask("GET /")).challenge).toBe(String.raw`Basic realm="the \"inner\" realm", charset="UTF-8"`);
  });

  test("FastAPI weak spot 5: what is presented must be good, also where it is optional, for every scheme", async () => {
    await using app = await frame(({ secure, route }) => {
      for (const [path, scheme] of [
        ["/bearer", token],
        ["/basic", account],
        ["/key", key],
      ] as const) {
        route(
          "get",
          path,
          secure({ it: optional(scheme) }, ({ it }) => ({ it })),
        );
      }
    });
    for (const path of ["/bearer", "/basic", "/key"]) expect((await app.ask(`GET ${path}`)).body).toEqual({ it: null });
    const bad = [
      ["/bearer", "Authorization: Bearer a b"],
      ["/basic", "Authorization: Basic !"],
      ["/key", "X-Key: a b"],
    ] as const;
    for (const [path, field] of bad) expect((await app.ask(`GET ${path}`, field)).status, path).toBe(401);
  });
}
