import { fieldsOf, type RawResponse } from "@ampoule/testing";
import { describe, expect, test, vi } from "vitest";
import { cookie } from "../../src/index.js";
import { another, bearer, bodyOf, cookiesOf, frameworks, password, statusOf, withAlice, type AccountsApp } from "./accounts-app.js";

vi.setConfig({ testTimeout: 60_000 });

const alice = "alice@example.com";
const name = "__Host-refresh";
const attributes = "Path=/; HttpOnly; Secure; SameSite=Strict";
const own = "Sec-Fetch-Site: same-origin";
const inCookie = (framework: string) => withAlice(framework, { cookie: cookie({ name, sameSite: "Strict" }) });

/** The value that an answer puts into the cookie. */
function valueIn(answer: RawResponse): string {
  const [text = "", ...more] = cookiesOf(answer);
  expect(more).toEqual([]);
  return /^__Host-refresh=([^;]*);/.exec(text)?.[1] ?? "";
}
const brought = (value: string) => `Cookie: ${name}=${value}`;
const signIn = (app: AccountsApp, ...fields: string[]) => app.signIn(alice, password, own, ...fields);
const refreshed = (app: AccountsApp, value: string, ...fields: string[]) =>
  app.served.ask("POST /refresh", [brought(value), ...(fields.length === 0 ? [own] : fields)]);

describe.each(frameworks)("refresh tokens in a cookie on %s", (framework) => {
  test("S-154 S-241 S-252 it is in the cookie for as long as it is good, and scripts see the access token only", async () => {
    await using app = await inCookie(framework);
    const answer = await signIn(app);
    const value = valueIn(answer);
    expect([answer.status, value]).toEqual([200, expect.stringMatching(/^rt_[\w-]{76}$/)]);
    const [, rest] = (cookiesOf(answer)[0] ?? "").split(/; (.*)/);
    expect(rest?.split("; ").toSorted()).toEqual([...attributes.split("; "), "Max-Age=1209600"].toSorted());
    expect(Object.keys(JSON.parse(answer.body)).toSorted()).toEqual(["access_token", "expires_in", "scope", "token_type"]);
    expect(answer.body).not.toContain(value.slice(3, 40));
    expect(await statusOf(app, JSON.parse(answer.body))).toBe(200);
    expect(fieldsOf(answer, "cache-control")).toEqual([expect.stringMatching(/no-store$/)]);
    const next = await refreshed(app, value);
    expect([next.status, valueIn(next) === value, JSON.parse(next.body).refresh_token]).toEqual([200, false, undefined]);
    expect(await statusOf(app, JSON.parse(next.body))).toBe(200);
  });

  test.each([
    ["another site", ["Sec-Fetch-Site: cross-site"]],
    ["a sibling", ["Sec-Fetch-Site: same-site"]],
    ["another origin", ["Origin: https://evil.example"]],
    ["a hidden origin", ["Origin: null"]],
    ["nobody says who", ["X-Nothing: 1"]],
    ["another site, with a header of its own", ["Sec-Fetch-Site: cross-site", "Authorization: Bearer x"]],
  ])("S-155 S-256 S-257 S-262 %s makes nobody refresh, sign in, sign out or change a password", async (_, fields) => {
    await using app = await inCookie(framework);
    const first = await signIn(app);
    const value = valueIn(first);
    const pair = JSON.parse(first.body);
    const login = { email: alice, password };
    const answers = [
      await refreshed(app, value, ...fields),
      await app.post("/sign-in", login, ...fields),
      await app.served.ask("POST /sign-out", [brought(value), ...fields]),
      await app.post("/change-password", { current_password: password, new_password: another }, bearer(pair), ...fields.slice(0, 1)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(answers.flatMap(cookiesOf)).toEqual([]);
    expect([await statusOf(app, pair), (await refreshed(app, value)).status]).toEqual([200, 200]);
  });

  test("S-156 who loses a race, or comes too late, leaves the winner's cookie alone", async () => {
    await using app = await inCookie(framework);
    const value = valueIn(await signIn(app));
    const answers = await Promise.all(Array.from({ length: 20 }, () => refreshed(app, value)));
    expect(new Set(answers.map(valueIn)).size, "one successor for all").toBe(1);
    app.now += 11_000;
    const late = await refreshed(app, value);
    expect([bodyOf(late), cookiesOf(late)]).toEqual([[400, { error: "invalid_grant" }], []]);
    for (const bad of ["x", "rt_x", value.slice(0, -1)]) {
      const answer = await refreshed(app, bad);
      expect([bodyOf(answer), cookiesOf(answer)]).toEqual([[400, { error: "invalid_grant" }], []]);
    }
  });

  test("S-248 no cookie is 400 invalid_grant, two are 400; a token in the body or in the address is not read", async () => {
    await using app = await inCookie(framework);
    const value = valueIn(await signIn(app));
    expect(bodyOf(await app.served.ask("POST /refresh", [own]))).toEqual([400, { error: "invalid_grant" }]);
    for (const more of [`${brought(value)}; ${name}=x`, `Cookie: ${name}=x; ${name}=${value}`]) {
      expect(bodyOf(await app.served.ask("POST /refresh", [own, more]))[0]).toBe(400);
      expect((await app.served.ask("POST /sign-out", [own, more])).status).toBe(400);
    }
    expect((await app.post("/refresh", { refresh_token: value }, own)).status).toBe(400);
    expect((await app.served.ask(`POST /refresh?refresh_token=${value}`, [own])).status).toBe(400);
    expect((await refreshed(app, value)).status).toBe(200);
  });

  test("S-249 S-261 signing out ends the sign-in and takes the cookie away with the attributes that it was set with", async () => {
    await using app = await inCookie(framework);
    const first = await signIn(app);
    const [value, pair] = [valueIn(first), JSON.parse(first.body)];
    expect((await app.get("/sign-out", brought(value), own)).status).toBe(405);
    const out = await app.served.ask("POST /sign-out", [brought(value), own]);
    const [text = ""] = cookiesOf(out);
    expect([out.status, text]).toEqual([204, expect.stringMatching(/^__Host-refresh=;/)]);
    const rest = text.split("; ").slice(1);
    expect(rest.filter((part) => !/^(?:Max-Age|Expires)=/.test(part)).toSorted()).toEqual(attributes.split("; ").toSorted());
    expect([rest.includes("Max-Age=0"), await statusOf(app, pair), (await refreshed(app, value)).status]).toEqual([true, 401, 400]);
    for (const bad of [[brought("x"), own], [own]]) {
      const answer = await app.served.ask("POST /sign-out", bad);
      expect([answer.status, cookiesOf(answer).length], "there is nothing that could go wrong").toEqual([204, 1]);
    }
  });

  test("S-250 signing in ends what the browser had before, so that nobody rides on a cookie that they planted", async () => {
    await using app = await inCookie(framework);
    await app.signUp("mallory@example.com");
    const planted = await app.signIn("mallory@example.com", password, own);
    const first = await signIn(app, brought(valueIn(planted)));
    expect([first.status, valueIn(first) === valueIn(planted)]).toEqual([200, false]);
    expect((await refreshed(app, valueIn(planted))).status).toBe(400);
    expect(await statusOf(app, JSON.parse(planted.body))).toBe(401);
    const second = await signIn(app, brought(valueIn(first)));
    expect([(await refreshed(app, valueIn(first))).status, (await refreshed(app, valueIn(second))).status]).toEqual([400, 200]);
    const wrong = await app.signIn(alice, "wrong password", own, brought(valueIn(second)));
    expect([wrong.status, cookiesOf(wrong)]).toEqual([401, []]);
    expect((await signIn(app, `Cookie: ${name}=rubbish`)).status).toBe(200);
  });

  test("S-149 S-251 another password puts another token into the cookie, and the old one is dead", async () => {
    await using app = await inCookie(framework);
    const first = await signIn(app);
    const pair = JSON.parse(first.body);
    const answer = await app.post("/change-password", { current_password: password, new_password: another }, bearer(pair), own);
    expect([answer.status, JSON.parse(answer.body).refresh_token]).toEqual([200, undefined]);
    expect([(await refreshed(app, valueIn(first))).status, (await refreshed(app, valueIn(answer))).status]).toEqual([400, 200]);
  });

  test("pages of an origin that was named may", async () => {
    await using app = await withAlice(framework, { cookie: cookie({ name, sameSite: "Strict" }), origins: ["https://app.example"] });
    const signedIn = await app.signIn(alice, password, "Origin: https://app.example", "Sec-Fetch-Site: same-site");
    expect(signedIn.status).toBe(200);
    expect((await refreshed(app, valueIn(signedIn), "Origin: https://app.example", "Sec-Fetch-Site: same-site")).status).toBe(200);
    expect((await refreshed(app, valueIn(signedIn), "Origin: https://other.example", "Sec-Fetch-Site: same-site")).status).toBe(403);
  });
});
