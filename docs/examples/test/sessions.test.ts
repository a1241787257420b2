import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signingKeys } from "@ampoule/accounts";
import { describe, expect, test } from "vitest";
import { demo } from "../src/demo.js";
import { frameworks, type Framework } from "../src/example.js";
import { form, start, type Running } from "./running.js";

const login = { username: demo.user.email, password: demo.user.password };
const postTo = (app: Running, path: string, fields: Readonly<Record<string, string>>, authorization?: string) =>
  app.post(path, new URLSearchParams(fields).toString(), form, authorization);

async function pairOf(app: Running, fields: Readonly<Record<string, string>> = login) {
  const response = await postTo(app, "/token", fields);
  expect(response.status).toBe(200);
  return (await response.json()) as { readonly access_token: string; readonly refresh_token: string };
}

describe.each(Object.keys(frameworks) as Framework[])("a sign-in of the example on %s", (framework) => {
  test("C5 C6 is refreshed, asked about, and ended by signing out", async () => {
    await using app = await start({ framework });
    const first = await pairOf(app);
    const { access_token: token, refresh_token } = await pairOf(app, { grant_type: "refresh_token", refresh_token: first.refresh_token });
    const ask = async () =>
      (await (
        await fetch(`${app.url}/introspect`, {
          method: "POST",
          headers: { "x-api-key": app.example.apiKey },
          body: new URLSearchParams({ token }),
        })
      ).json()) as { active: boolean };
    expect(await ask()).toMatchObject({ active: true, client_id: "first-party", scope: "items:read items:write" });
    expect((await app.post("/logout", "", form, `Bearer ${token}`)).status).toBe(204);
    expect(await ask()).toEqual({ active: false });
    expect((await app.get("/users/me", `Bearer ${token}`)).status).toBe(401);
    expect((await postTo(app, "/token", { grant_type: "refresh_token", refresh_token })).status).toBe(400);
  });

  test("is ended by revoking its refresh token", async () => {
    await using app = await start({ framework });
    const { access_token, refresh_token } = await pairOf(app);
    expect((await postTo(app, "/revoke", { token: refresh_token })).status).toBe(200);
    expect((await app.get("/users/me", `Bearer ${access_token}`)).status).toBe(401);
  });

  test("its key is published, and other methods are 405", async () => {
    await using app = await start({ framework });
    const { keys } = (await (await app.get("/.well-known/jwks.json")).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    for (const path of ["/token", "/logout", "/revoke", "/introspect"]) expect([path, (await app.get(path)).status]).toEqual([path, 405]);
  });

  test("survives a restart, where it is kept in a file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ampoule-sessions-"));
    const places = { data: join(folder, "example.db"), store: join(folder, "sessions.db") };
    const keys = signingKeys({ environment: { SECRET_KEY: randomBytes(48).toString("base64url") } });
    let { refresh_token, access_token } = { refresh_token: "", access_token: "" };
    {
      await using app = await start({ framework, keys, ...places });
      ({ refresh_token, access_token } = await pairOf(app));
    }
    {
      await using app = await start({ framework, keys, ...places });
      expect((await app.get("/users/me", `Bearer ${access_token}`)).status).toBe(200);
      expect(await pairOf(app, { grant_type: "refresh_token", refresh_token })).toHaveProperty("refresh_token");
    }
    rmSync(folder, { recursive: true });
  });
});
