import "reflect-metadata";
import { container } from "tsyringe";
import { expect, test, vi } from "vitest";
import { add as addRoutes } from "../../src/guide/cookies/routes.js";
import { Sessions } from "../../src/guide/cookies/sessions.js";
import { add as addSettings, session } from "../../src/guide/cookies/settings.js";
import { Accounts } from "../../src/guide/passwords/accounts.js";
import { onExpress } from "./express.js";
import { fieldsOf, type Listening } from "./listening.js";

vi.setConfig({ testTimeout: 60_000 });

const accounts = container.registerSingleton(Accounts).resolve(Accounts);
const sessions = container.registerSingleton(Sessions).resolve(Sessions);
const own = "Sec-Fetch-Site: same-origin";
const foreign = ["Sec-Fetch-Site: cross-site", "Origin: https://evil.example"];

async function signIn(app: Listening, ...fields: string[]) {
  const body = "username=alice&password=curiouser+and+curiouser";
  return app.post("/session", "application/x-www-form-urlencoded", body, ...fields);
}

test("who signs in on our page gets a cookie that other sites' pages cannot use; signing out takes it back", async () => {
  await accounts.register("alice", "curiouser and curiouser");
  await using app = await onExpress(addRoutes);
  expect(await signIn(app, ...foreign)).toMatchObject({ status: 403, body: { code: "cross_site" } });
  expect((await signIn(app)).status).toBe(403);

  const { status, response } = await signIn(app, own);
  const [set = ""] = fieldsOf(response, "set-cookie");
  expect([status, fieldsOf(response, "cache-control")]).toEqual([204, ["private, no-store"]]);
  expect(set).toMatch(/^__Host-session=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const cookie = `Cookie: ${set.split(";", 1)[0]}`;

  expect((await app.ask("PUT /me/email/a@b.example", cookie, own)).body).toEqual({ email: "a@b.example" });
  expect(await app.ask("PUT /me/email/evil@b.example", cookie, ...foreign)).toMatchObject({ status: 403, body: { code: "cross_site" } });
  expect((await app.ask("PUT /me/email/evil@b.example", cookie)).status).toBe(403);
  expect((await app.ask("GET /me", cookie)).body).toEqual({ name: "alice", email: "a@b.example" });

  expect((await app.ask("DELETE /session", cookie, ...foreign)).status).toBe(403);
  const out = await app.ask("DELETE /session", cookie, own);
  expect(fieldsOf(out.response, "set-cookie")[0]).toMatch(/^__Host-session=; Max-Age=0;/);
  expect((await app.ask("GET /me", cookie)).status).toBe(401);
});

test("behind a proxy the origins are listed; a client that says nothing of itself brings a token; pages are framed by nobody", async () => {
  await using app = await onExpress(addSettings);
  const id = sessions.start("alice");
  const cookie = `Cookie: ${session.name}=${id}`;
  expect((await app.ask("POST /proxied", cookie, "Origin: https://admin.example.com")).body).toBe("alice");
  expect((await app.ask("POST /proxied", cookie, "Origin: http://localhost")).status).toBe(403);

  expect((await app.ask("POST /notes", cookie)).status).toBe(403);
  const token = String((await app.ask("GET /csrf-token", cookie)).body);
  expect((await app.ask("POST /notes", cookie, `X-CSRF-Token: ${token}`)).body).toBe("alice");
  expect((await app.ask("POST /notes", `Cookie: ${session.name}=${sessions.start("bob")}`, `X-CSRF-Token: ${token}`)).status).toBe(403);

  const page = await app.ask("GET /");
  expect(fieldsOf(page.response, "content-security-policy")).toEqual([
    "default-src 'none'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ]);
});
