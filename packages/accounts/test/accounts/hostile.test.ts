import { scoped } from "@ampoule/core";
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import {
  BackendAuthentication,
  callers,
  changePasswordEndpoint,
  memoryStore,
  memoryUsers,
  signingKeys,
  signInEndpoint,
  signUpEndpoint,
  throttle,
  tokens as tokensOf,
} from "../../src/index.js";
import { serve } from "../http/frames.js";
import { quickPasswords } from "../passwords/quick.js";
import { audience, issuer } from "../tokens/issuing.js";
import { another, bearer, bodyOf, frameworks, password, withAlice, type AccountsApp, type Profile } from "./accounts-app.js";

const alice = "alice@example.com";
/** Sorting the marks of one letter takes the square of their number. */
const marks = `a${"\u0301\u0316".repeat(2_500)}`;

describe.each(frameworks)("hostile accounts on %s", (framework) => {
  test("J2 names that look like what ids are counted under keep nobody from changing a password", async () => {
    await using app = await withAlice(framework, { throttle: throttle() });
    const pair = await app.tokensOf(alice);
    const { id } = JSON.parse((await app.get("/me", bearer(pair))).body) as { readonly id: string };
    for (const name of [`confirm ${id}`, `\0confirm ${id}`]) for (let round = 0; round < 6; round += 1) await app.signIn(name);
    const changed = await app.post("/change-password", { current_password: password, new_password: another }, bearer(pair));
    expect(changed.status).toBe(200);
  });

  test("S-327 text that would take long to bring into a normal form is not brought into one", async () => {
    await using app = await withAlice(framework, { throttle: throttle({ limits: { pair: { attempts: 100, seconds: 60 } } }) });
    const pair = await app.tokensOf(alice);
    const normalize = vi.spyOn(String.prototype, "normalize");
    const statuses = [
      await app.signIn(marks),
      await app.signIn(`${marks}@example.com`),
      await app.signIn(alice, marks),
      await app.signUp(`${marks}@example.com`),
      await app.signUp("bob@example.com", { password: marks }),
      await app.post("/change-password", { current_password: marks, new_password: another }, bearer(pair)),
      await app.post("/change-password", { current_password: password, new_password: marks }, bearer(pair)),
    ].map(({ status }) => status);
    const lengths = normalize.mock.contexts.map((text) => String(text).length);
    normalize.mockRestore();
    expect([statuses, Math.max(...lengths) <= 320]).toEqual([[401, 401, 401, 422, 422, 400, 422], true]);
  });

  test("H1 S-294 scopes are demanded of who calls as of the token", async () => {
    await using app = await withAlice(framework, {}, (secure, { currentUser, accessToken }) => ({
      "get /write": secure({ me: scoped(currentUser, "write") }, ({ me }) => me.name),
      "get /write-token": secure({ token: scoped(accessToken, "write") }, ({ token }) => token.sub),
    }));
    const tokenOf = async (scope: "read" | "write") => {
      const given = await app.auth.tokens.signIn(app.id, { scopes: [scope] });
      return { access_token: "accessToken" in given ? given.accessToken : "" };
    };
    for (const path of ["/write", "/write-token"]) {
      const denied = await app.get(path, bearer(await tokenOf("read")));
      expect(bodyOf(denied)).toEqual([403, expect.objectContaining({ code: "insufficient_scope" })]);
      expect((await app.get(path, bearer(await tokenOf("write")))).status).toBe(200);
    }
  });

  test("K1 S-239 each part that is used alone looks for the index, and calls a fault of the users 503", async () => {
    const users = memoryUsers<Profile>();
    const look = vi.spyOn(users, "requireUnique");
    await using app = await aloneOn(framework, users);
    await app.post("/sign-up", { email: alice, password });
    await app.post("/sign-up", { email: "bob@example.com", password });
    expect(look).toHaveBeenCalledTimes(1);
    const pair = JSON.parse((await app.post("/sign-in", { email: alice, password })).body);
    const change = { current_password: password, new_password: another };
    for (const method of ["add", "byLogin", "passwordHash", "byId"] as const) {
      vi.spyOn(users, method).mockImplementation(() => {
        throw new Error("SQLITE_BUSY at 10.0.0.7");
      });
    }
    const answers = [
      await app.post("/sign-up", { email: "carol@example.com", password }),
      await app.post("/sign-in", { email: alice, password }),
      await app.post("/change-password", change, bearer(pair)),
    ];
    expect(answers.map(({ status, body }) => [status, body.includes("10.0.0.7")])).toEqual([
      [503, false],
      [503, false],
      [503, false],
    ]);
  });
});

/** The parts, without `accounts`. */
async function aloneOn(
  framework: string,
  users: ReturnType<typeof memoryUsers<Profile>>,
): Promise<Pick<AccountsApp, "post"> & AsyncDisposable> {
  const passwords = quickPasswords();
  const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }] });
  const tokens = tokensOf({ keys, issuer, audience, store: memoryStore(), account: (id) => users.byId(id) });
  const backend = new BackendAuthentication({ users, passwords });
  const known = callers({ tokens, users });
  const profile = { name: () => undefined };
  const served = await serve(framework, (secure) => ({
    "all /sign-up": secure(signUpEndpoint({ users, passwords, profile })),
    "all /sign-in": secure(
      signInEndpoint({ tokens, authenticate: ({ username, password: given }, context) => backend.authenticate(username, given, context) }),
    ),
    "all /change-password": secure(changePasswordEndpoint({ users, passwords, tokens, ...known })),
  }));
  const post: AccountsApp["post"] = (path, members, ...fields) =>
    served.ask(`POST ${path}`, ["Content-Type: application/json", ...fields], JSON.stringify(members));
  return { post, [Symbol.asyncDispose]: () => served[Symbol.asyncDispose]() };
}
