import { loginForm, oauthError, provider, REQUEST, Security, strictLoginForm, type LoginForm } from "@ampoule/core";
import { injectable } from "tsyringe";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness } from "../harness.js";
import { post } from "../table.js";
import { token } from "./reader.js";

@injectable()
class Users {
  async authenticate(name: string, password: string): Promise<{ readonly id: string } | undefined> {
    return name === "johndoe" && password === "secret" ? { id: name } : undefined;
  }
}

const form = loginForm();
const login = provider({ form, users: Users }, async ({ form, users }) => {
  return (await users.authenticate(form.username, form.password)) ?? oauthError("invalid_grant", { description: "Wrong name or password" });
});
const account = "username=johndoe&password=secret";

@injectable()
class Sessions {
  create(@Security(login) account: { readonly id: string }) {
    return { access_token: account.id };
  }
}

export function describeLogins(harness: AdapterHarness): void {
  describe("logins", () => {
    test("a login is a provider like others: of functions, of classes, and in the report", async () => {
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "POST",
          "/function",
          secure({ account: login }, ({ account }) => ({ access_token: account.id })),
        );
        route("POST", "/class", secure(Sessions, "create"));
        route(
          "POST",
          "/form",
          secure({ form: strictLoginForm() }, ({ form }) => form.username),
        );
        route(
          "POST",
          "/behind",
          secure({ form, token }, ({ form }) => form.username),
        );
      });
      const rows = app.report().map(({ path, access, requires, schemes }) => `${path}: ${access} ${requires} [${schemes.join()}]`);
      expect(rows.toSorted()).toEqual([
        "/behind: secured HTTPBearer and loginForm [HTTPBearer]",
        "/class: secured loginForm []",
        "/form: secured strictLoginForm []",
        "/function: secured loginForm []",
      ]);
      for (const path of ["/function", "/class"]) {
        const good = await app.send(post(path, account));
        expect([good.status, good.body, only(good, "cache-control")]).toEqual([200, '{"access_token":"johndoe"}', "private, no-store"]);
        const bad = await app.send(post(path, `${account}!`));
        expect([bad.status, bad.body]).toEqual([400, '{"error":"invalid_grant","error_description":"Wrong name or password"}']);
        expect(only(bad, "www-authenticate")).toBeUndefined();
        expectRefusal(bad);
      }
    });

    test("a form leaves the body to other readers, and an override takes its place", async () => {
      const size = provider({ request: REQUEST }, async ({ request }) => ({ size: (await request.body())?.byteLength }));
      const johndoe: LoginForm = { grantType: null, username: "stand-in", password: "", scopes: [], clientId: null, clientSecret: null };
      let stand: Disposable | undefined;
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "POST",
          "/",
          secure({ form, size }, ({ form, size }) => `${form.username} ${size.size}`),
        );
        stand = secure.override(
          form,
          provider({}, () => johndoe),
        );
      });
      expect((await app.send(post("/", account))).body).toBe(`"stand-in ${account.length}"`);
      stand?.[Symbol.dispose]();
      expect((await app.send(post("/", account))).body).toBe(`"johndoe ${account.length}"`);
    });

    test("render may dress a login's refusal, and changes neither status nor challenge", async () => {
      const render = ({ oauth }: { oauth?: { error: string } }) => ({
        contentType: "text/plain; charset=utf-8",
        body: `no: ${oauth?.error}`,
      });
      const add: Parameters<typeof applicationOf>[1] = ({ secure, route }) =>
        route(
          "POST",
          "/",
          secure({ login }, () => null),
        );
      await using app = await applicationOf(harness, add, { render });
      const wrong = await app.send(post("/", `${account}!`));
      expect([wrong.status, wrong.body, only(wrong, "www-authenticate")]).toEqual([400, "no: invalid_grant", undefined]);
      const client = await app.send(post("/", account, "Authorization: Basic !"));
      expect([client.status, client.body, only(client, "www-authenticate")]).toEqual([401, "no: invalid_client", 'Basic realm="api"']);
    });
  });
}
