import { describe, expect, test } from "vitest";
import { demo } from "../src/demo.js";
import { frameworks, type Framework } from "../src/example.js";
import { codeIn, form, json, start } from "./running.js";

describe.each(Object.keys(frameworks) as Framework[])("the example on %s", (framework) => {
  test("L2 register, confirm, sign in, be known", async () => {
    await using app = await start({ framework });
    const account = { email: "New@example.com", password: "a new passphrase" };
    const registered = await app.post("/sign-up", JSON.stringify(account), json);
    expect([registered.status, await registered.json()]).toEqual([202, {}]);
    const early = await app.post("/token", new URLSearchParams({ username: account.email, password: account.password }).toString(), form);
    expect([early.status, await early.json()]).toMatchObject([400, { error: "invalid_grant" }]);
    const { text } = await app.mail("New@example.com", "Confirm");
    expect(text).toContain(`${app.url}/?verify#code=`);
    const confirm = (password: string) => app.post("/verify-email", JSON.stringify({ code: codeIn(text), password }), json);
    expect((await confirm("not what was chosen")).status).toBe(422);
    expect((await confirm(account.password)).status).toBe(204);
    const me = await app.get("/users/me", await app.signIn(account));
    const profile = { id: expect.any(String) as string, email: "New@example.com", role: "member", isVerified: true };
    expect([me.status, await me.json()]).toEqual([200, profile]);
  });

  test("a taken e-mail is not revealed, and its password stays", async () => {
    await using app = await start({ framework });
    const signUp = (email: string) => app.post("/sign-up", JSON.stringify({ email, password: "another-one" }), json);
    const [fresh, taken] = [await signUp("x@example.com"), await signUp(demo.user.email.toUpperCase())];
    expect([taken.status, await taken.text()]).toEqual([fresh.status, await fresh.text()]);
    expect((await app.get("/users/me", await app.signIn())).status).toBe(200);
  });

  test("a forgotten password is set anew, which ends every sign-in", async () => {
    await using app = await start({ framework });
    const before = await app.signIn();
    const { email } = demo.user;
    expect((await app.post("/forgot-password", JSON.stringify({ email }), json)).status).toBe(202);
    const { text } = await app.mail(email, "Choose another password");
    const body = JSON.stringify({ code: codeIn(text), password: "another passphrase" });
    expect((await app.post("/reset-password", body, json)).status).toBe(204);
    expect((await app.get("/users/me", before)).status).toBe(401);
    expect((await app.get("/users/me", await app.signIn({ email, password: "another passphrase" }))).status).toBe(200);
    await app.mail(email, "was changed");
  });

  test("items need their scopes", async () => {
    await using app = await start({ framework });
    const reader = await app.signIn(demo.user, "items:read");
    const writer = await app.signIn(demo.user, "items:read items:write");
    const refused = await app.post("/items", '{"name":"hat"}', json, reader);
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      403,
      'Bearer realm="api", error="insufficient_scope", scope="items:write"',
    ]);
    expect((await app.post("/items", '{"name":"hat"}', json, writer)).status).toBe(201);
    expect(await (await app.get("/items", reader)).json()).toEqual([{ id: 1, name: "hat" }]);
    expect(await (await app.get("/items", await app.signIn(demo.admin))).json()).toEqual([]);
  });

  test("the admin page is the admin's", async () => {
    await using app = await start({ framework });
    expect((await app.get("/admin")).status).toBe(401);
    expect((await app.get("/admin", await app.signIn())).status).toBe(403);
    expect(await (await app.get("/admin", await app.signIn(demo.admin))).json()).toEqual({ welcome: demo.admin.email, role: "admin" });
  });

  test("G12 Basic, API key, a signed token or a key, optional, open", async () => {
    await using app = await start({ framework });
    const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
    const key = (value: string) => fetch(`${app.url}/service`, { headers: { "x-api-key": value } });
    expect((await app.get("/basic/me", basic(`${demo.user.email}:${demo.user.password}`))).status).toBe(200);
    expect([(await key(app.example.apiKey)).status, (await key("demo-key-0000")).status]).toEqual([200, 401]);
    expect(await (await app.get("/either", await app.signIn())).json()).toEqual({ caller: demo.user.email });
    const byKey = await fetch(`${app.url}/either`, { headers: { "x-api-key": app.example.apiKey } });
    expect(await byKey.json()).toEqual({ caller: "reports" });
    expect((await app.get("/either")).headers.get("www-authenticate")).toBe('Bearer realm="api", APIKey realm="api"');
    expect(await (await app.get("/maybe")).json()).toBe(null);
    expect((await app.get("/maybe", "Bearer nonsense")).status).toBe(401);
    expect(await (await app.get("/health")).json()).toEqual({ ok: true });
  });

  const badRegistrations: readonly (readonly [string, string, string, number])[] = [
    ["no JSON", "{", json, 400],
    ["a JSON list", "[]", json, 400],
    ["no e-mail", '{"password":"12345678"}', json, 400],
    ["an e-mail with a line break", '{"email":"a@b\\r\\nc","password":"12345678"}', json, 422],
    ["an e-mail that is an object", '{"email":{"$ne":1},"password":"12345678"}', json, 400],
    ["a short password", '{"email":"a@b.example","password":"1234567"}', json, 422],
    ["a password over 72 bytes", `{"email":"a@b.example","password":"${"é".repeat(37)}"}`, json, 422],
    ["a password with NUL", '{"email":"a@b.example","password":"12345678\\u0000"}', json, 422],
    ["half a character", '{"email":"a@b.example","password":"12345678\\ud800"}', json, 400],
    ["a form", "email=a@b.example&password=12345678", form, 415],
    ["64 KB and more", `{"email":"${"a".repeat(65_537)}"}`, json, 413],
  ];

  test.each(badRegistrations)("bad registrations are told what is wrong: %s", async (_, body, type, status) => {
    await using app = await start({ framework });
    const response = await app.post("/sign-up", body, type);
    expect([response.status, response.headers.get("content-type")]).toEqual([status, "application/problem+json; charset=utf-8"]);
    expect(await response.json()).toMatchObject({ status, detail: expect.any(String) as string });
  });

  const badSignIns: readonly (readonly [string, string, string])[] = [
    ["no user name", "password=x", "invalid_request"],
    ["no password", "username=x", "invalid_request"],
    ["a repeated parameter", "username=x&username=y&password=z", "invalid_request"],
    ["another grant type", "grant_type=client_credentials&username=x&password=y", "unsupported_grant_type"],
    ["an unknown scope", "username=x&password=y&scope=items:delete", "invalid_scope"],
    ["an unknown user", "username=nobody@example.com&password=wonderland-1865", "invalid_grant"],
    ["a wrong password", `username=${demo.user.email}&password=wonderland-1866`, "invalid_grant"],
    ["a password over 72 bytes", `username=${demo.user.email}&password=${"x".repeat(73)}`, "invalid_grant"],
  ];

  test.each(badSignIns)("sign-in answers as RFC 6749 says: %s", async (_, body, error) => {
    await using app = await start({ framework });
    const response = await app.post("/token", body, form);
    expect([response.status, response.headers.get("cache-control")]).toEqual([400, "no-store"]);
    expect(await response.json()).toMatchObject({ error });
  });

  test("S-317 a token answer is not stored", async () => {
    await using app = await start({ framework });
    const response = await app.post("/token", `username=${demo.user.email}&password=${demo.user.password}`, form);
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await response.json()).toMatchObject({ token_type: "Bearer", expires_in: 900, scope: "items:read items:write" });
  });

  test("S-321 no answer names what made it", async () => {
    await using app = await start({ framework });
    for (const path of ["/health", "/users/me", "/nowhere"]) {
      const { headers } = await app.get(path);
      expect([path, headers.get("server"), headers.get("x-powered-by")]).toEqual([path, null, null]);
    }
  });
});
