import { fieldsOf } from "@ampoule/testing";
import { describe, expect, test, vi } from "vitest";
import { quickPasswords } from "../passwords/quick.js";
import { another, bearer, bodyOf, frameworks, refresh, statusOf, withAlice } from "./accounts-app.js";

const alice = "alice@example.com";

describe.each(frameworks)("who calls, on %s", (framework) => {
  test("F1 F4 F6 C2 S-149 who is disabled, deleted or changed is 401 at once, in the same words, and refreshes no more", async () => {
    for (const end of ["disable", "remove", "password"] as const) {
      await using app = await withAlice(framework);
      const pair = await app.tokensOf(alice);
      if (end === "disable") app.users.change(app.id, { isDisabled: true });
      if (end === "remove") app.users.remove(app.id);
      const passwordHash = await quickPasswords().hash(another);
      if (end === "password")
        app.users.setPassword({ id: app.id, passwordHash, replaces: app.users.passwordHash(app.id) ?? null, raisesEpoch: true });
      const answers = [];
      for (const path of ["/protected", "/optional", "/token-only", "/me"]) answers.push(await app.get(path, bearer(pair)));
      expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
      for (const answer of answers) {
        expect([answer.status, fieldsOf(answer, "www-authenticate")]).toEqual([401, ['Bearer realm="api", error="invalid_token"']]);
      }
      expect(bodyOf(await refresh(app, pair))).toEqual([400, { error: "invalid_grant" }]);
    }
  });

  test("another role asks for another token, and refreshing gives it", async () => {
    await using app = await withAlice(framework);
    const pair = await app.tokensOf(alice);
    app.users.change(app.id, { revision: 1 });
    expect(await statusOf(app, pair)).toBe(401);
    expect(await statusOf(app, JSON.parse((await refresh(app, pair)).body))).toBe(200);
  });

  test("a request asks the users once and the store once, however many want to know", async () => {
    await using app = await withAlice(framework, {}, (secure, { accessToken, currentUser, optionalUser }) => ({
      "get /all": secure({ accessToken, currentUser, optionalUser }, () => "ok"),
    }));
    const pair = await app.tokensOf(alice);
    const [byId, isOver] = [vi.spyOn(app.users, "byId"), vi.spyOn(app.store, "isOver")];
    expect(await statusOf(app, pair, "/all")).toBe(200);
    expect([byId.mock.calls.length, isOver.mock.calls.length]).toEqual([1, 1]);
  });

  test("S-161 a program's token is nobody's", async () => {
    await using app = await withAlice(framework);
    const token = await app.auth.tokens.issueForClient(app.id);
    const pair = { access_token: "accessToken" in token ? token.accessToken : "", refresh_token: "" };
    expect(bodyOf(await app.get("/token-only", bearer(pair)))).toEqual([200, { sub: `client:${app.id}` }]);
    expect([await statusOf(app, pair), await statusOf(app, pair, "/optional"), await statusOf(app, pair, "/me")]).toEqual([401, 401, 401]);
  });

  test("K6 K7 who I am is as much as the application says, and nothing of a password", async () => {
    await using app = await withAlice(framework);
    const answer = await app.get("/me", bearer(await app.tokensOf(alice)));
    expect(bodyOf(answer)).toEqual([200, { id: app.id, email: alice, name: "Alice" }]);
    expect(fieldsOf(answer, "cache-control")).toEqual([expect.stringMatching(/no-store$/)]);
    expect((await app.get("/me")).status).toBe(401);
    await using bare = await withAlice(framework, { view: ({ id }) => ({ id }) });
    expect(bodyOf(await bare.get("/me", bearer(await bare.tokensOf(alice))))).toEqual([200, { id: bare.id }]);
  });
});
