import { hash as nativeHash } from "@node-rs/bcrypt";
import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import * as v from "valibot";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { allowEnumeration, blockedWords, memoryUsers, signUpEndpoint, usernameLogin, type Registration } from "../../src/index.js";
import { visible } from "../http/frames.js";
import { quickPasswords } from "../passwords/quick.js";
import { accountsOn, bodyOf, frameworks, json, password, withAlice, type Members, type Profile, type User } from "./accounts-app.js";

vi.setConfig({ testTimeout: 60_000 });
vi.mock("@node-rs/bcrypt", { spy: true });
const hash = vi.mocked(nativeHash);
beforeEach(() => vi.clearAllMocks());

const many = Array.from({ length: 100 }, (_, index) => index);

describe.each(frameworks)("registration on %s", (framework) => {
  test("E5 K3 K5 a name that is free and one that is taken are answered alike, byte for byte, after the same work", async () => {
    await using app = await withAlice(framework);
    const add = vi.spyOn(app.users, "add");
    const answers = new Set<string>();
    for (const email of ["bob@example.com", "alice@example.com", "ALICE@Example.com", "ａlice＠example.com", "carol@example.com"]) {
      hash.mockClear();
      add.mockClear();
      const answer = await app.signUp(email);
      answers.add(JSON.stringify(visible(answer)));
      expect([email, hash.mock.calls.length, add.mock.calls.length]).toEqual([email, 1, 1]);
    }
    expect(answers.size).toBe(1);
    expect([...answers]).toEqual([expect.stringMatching(/^\[202,"\{\}"/)]);
    const { passwordHash } = app.users.byLogin("alice@example.com") ?? {};
    await app.signUp("alice@example.com", { password: "somebody else's password" });
    expect(app.users.byLogin("alice@example.com")?.passwordHash).toBe(passwordHash);
  });

  test("K1 K3 100 registrations of one address at once: one account, and no 5xx", async () => {
    await using app = await accountsOn(framework);
    const answers = await Promise.all(many.map((index) => app.signUp(index % 2 === 0 ? "alice@example.com" : " Alice@EXAMPLE.com")));
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    expect((await app.signIn("alice@example.com")).status).toBe(200);
  });

  test.each<[string, Members]>([
    ["role", { role: "admin" }],
    ["flags", { is_superuser: true, is_staff: true, isAdmin: true }],
    ["state", { isDisabled: false, verified: true }],
    ["id", { id: "u1" }],
    ["epoch", { epoch: 9 }],
    ["hash", { passwordHash: "$2b$12$x" }],
    ["an object within", { profile: { role: "admin" } }],
    ["a constructor", { constructor: { prototype: { role: "admin" } } }],
  ])("F7 S-136 what a registration may not set is 400, and nobody is added: %s", async (_, members) => {
    await using app = await accountsOn(framework);
    const [status, body] = bodyOf(await app.signUp("mallory@example.com", members));
    expect([status, body]).toEqual([
      400,
      expect.objectContaining({ code: "invalid_request", detail: expect.stringMatching(/is not read here$/) }),
    ]);
    expect(app.users.byLogin("mallory@example.com")).toBeUndefined();
  });

  test("K4 what does not depend on who is there is told, before anything is hashed", async () => {
    const passwords = quickPasswords({ policy: { minLength: 10, blocklists: [blockedWords(["password123"])] } });
    await using app = await accountsOn(framework, { passwords });
    const codeOf = async (email: string, own: Members) => {
      const { code, detail } = JSON.parse((await app.signUp(email, own)).body);
      expect(detail).toEqual(expect.any(String));
      return code;
    };
    const codes = [
      await codeOf("nobody", {}),
      await codeOf("a@b@c.example", {}),
      await codeOf("alice@example.com", { password: "short" }),
      await codeOf("alice@example.com", { password: "Password123" }),
      await codeOf("alice@example.com", { password: "ALICE@example.com" }),
      await codeOf("alice@example.com", { password: "x".repeat(73) }),
      await codeOf("alice@example.com", { name: 7 }),
      await codeOf("alice@example.com", { name: "Grace Hopper", password: "grace hopper" }),
    ];
    const taken = ["password_too_short", "password_blocked", "password_blocked", "password_too_long", "invalid_field", "password_blocked"];
    expect([codes, hash.mock.calls.length]).toEqual([["invalid_login", "invalid_login", ...taken], 0]);
    expect(app.users.byLogin("alice@example.com")).toBeUndefined();
  });

  test("S-234 S-235 S-240 other content types are 415, GET is 405, and nothing in the address is read", async () => {
    await using app = await accountsOn(framework);
    const body = JSON.stringify({ email: "alice@example.com", password });
    for (const fields of [["Content-Type: text/plain"], ["Content-Type: application/json, text/plain"], [json, json], []]) {
      expect((await app.served.ask("POST /sign-up", fields, body)).status).toBe(415);
    }
    const query = `email=alice%40example.com&password=${encodeURIComponent(password)}`;
    expect((await app.get(`/sign-up?${query}`)).status).toBe(405);
    expect((await app.served.ask(`POST /sign-up?${query}`, [json], "{}")).status).toBe(400);
    expect((await app.served.ask("POST /sign-up", [json], JSON.stringify({ email: "a".repeat(70_000), password }))).status).toBe(413);
    expect(app.users.byLogin("alice@example.com")).toBeUndefined();
    expect(JSON.stringify(app.served.events)).not.toContain(password);
  });

  test("what becomes of a registration is told to the application, and to nobody else", async () => {
    const told: Registration<User>[] = [];
    await using app = await accountsOn(framework, { onSignUp: (registration) => void told.push(registration) });
    await app.signUp(" Alice@Example.com", { name: "Alice" });
    await app.signUp("alice@example.com");
    expect(told).toMatchObject([
      {
        kind: "added",
        login: { canonical: "alice@example.com", written: "Alice@example.com" },
        user: { name: "Alice", login: "Alice@example.com" },
      },
      { kind: "taken", login: { canonical: "alice@example.com" } },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/\$2b\$/);
  });

  test("K3 K7 where names are no secret, a taken one is 409, and who registers sees what a client may see", async () => {
    await using app = await accountsOn(framework, { [allowEnumeration]: true });
    const first = await app.signUp("alice@example.com", { name: "Alice" });
    expect(bodyOf(first)).toEqual([201, { id: expect.any(String), email: "alice@example.com", name: "Alice" }]);
    expect(fieldsOf(first, "cache-control")).toEqual([expect.stringMatching(/no-store$/)]);
    expect(bodyOf(await app.signUp("Alice@example.com"))).toEqual([409, expect.objectContaining({ code: "login_taken" })]);
  });

  test("user names instead of addresses", async () => {
    await using app = await accountsOn(framework, { login: usernameLogin });
    expect((await app.post("/sign-up", { username: "Alice", password })).status).toBe(202);
    expect((await app.post("/sign-up", { email: "alice@example.com", password })).status).toBe(400);
    expect((await app.post("/sign-in", { username: "ＡＬＩＣＥ", password })).status).toBe(200);
  });

  test("S4-55 nobody registers under a name that is reserved, or mixes scripts; who has it signs in", async () => {
    const users = memoryUsers<Profile>();
    const passwords = quickPasswords();
    users.add({ login: "admin", writtenLogin: "admin", passwordHash: await passwords.hash(password), profile: { name: "Root" } });
    await using app = await accountsOn(framework, { users, passwords, login: usernameLogin });
    for (const username of ["Admin", "support", "\u0440\u0430ypal"]) {
      const answer = await app.post("/sign-up", { username, password });
      expect(bodyOf(answer)).toEqual([
        422,
        expect.objectContaining({ code: "login_reserved", detail: "Nobody can register under this username." }),
      ]);
    }
    expect((await app.post("/sign-in", { username: "admin", password })).status).toBe(200);
  });

  test.each([
    ["zod", { name: z.string().trim().max(5) }],
    [
      "valibot, later",
      {
        name: v.pipeAsync(
          v.string(),
          v.trim(),
          v.checkAsync(async (name) => Promise.resolve(name.length <= 5)),
        ),
      },
    ],
  ])("S4-15 a profile by schemas of %s", async (_, profile) => {
    await using app = await accountsOn(framework, { profile });
    for (const name of [undefined, 7, "hunter2 hunter2", { $ne: "hunter2" }]) {
      const answer = await app.signUp("ann@example.com", { name });
      expect(bodyOf(answer)).toEqual([
        422,
        expect.objectContaining({ code: "invalid_field", detail: "This cannot be taken as it is: name." }),
      ]);
    }
    expect(app.users.byLogin("ann@example.com")).toBeUndefined();
    expect((await app.signUp("ann@example.com", { name: " Ann " })).status).toBe(202);
    expect(app.users.byLogin("ann@example.com")).toMatchObject({ user: { name: "Ann" } });
  });

  test("a field with U+0000 in it, which no PostgreSQL takes, is 422 whatever reads it", async () => {
    const tags = (value: unknown) => (Array.isArray(value) ? "tags" : undefined);
    await using app = await accountsOn(framework, { profile: { name: tags } });
    for (const name of ["a\0", ["a", { b: "\0" }], { "\0": 1 }]) {
      expect(bodyOf(await app.signUp("ann@example.com", { name }))).toEqual([422, expect.objectContaining({ code: "invalid_field" })]);
    }
    expect((await app.signUp("ann@example.com", { name: ["a\\u0000"] })).status).toBe(202);
  });

  test("S4-15 S-239 a schema that never answers is 503, in time; what one throws stays its own", async () => {
    const never = z.string().refine(() => new Promise<boolean>(() => {}));
    await using hanging = await accountsOn(framework, { profile: { name: never } });
    const answer = await hanging.signUp("ann@example.com", { name: "Ann" });
    expect([answer.status, fieldsOf(answer, "retry-after").length]).toEqual([503, 1]);
    const fault = new Error("the schema's");
    const broken = z.string().transform((): string => {
      throw fault;
    });
    await using throwing = await accountsOn(framework, { profile: { name: broken } });
    expect((await throwing.signUp("ann@example.com", { name: "Ann" })).status).toBe(500);
    expect([hanging, throwing].map(({ users }) => users.byLogin("ann@example.com"))).toEqual([undefined, undefined]);
  });

  test("S-239 users that cannot be asked are 503, not 5xx of another kind, and nothing of the fault is shown", async () => {
    const users = memoryUsers<Profile>();
    await using app = await accountsOn(framework, { users });
    for (const fault of [new UnavailableError("down", { retryAfter: 3 }), new Error("ECONNREFUSED 10.0.0.7")]) {
      vi.spyOn(users, "add").mockImplementationOnce(() => {
        throw fault;
      });
      const answer = await app.signUp("alice@example.com");
      expect([answer.status, fieldsOf(answer, "retry-after").length]).toEqual([503, 1]);
      expect(answer.body).not.toContain("10.0.0.7");
    }
    expect((await app.signUp("alice@example.com")).status).toBe(202);
  });
});

test("K1 X-57 without the unique index nobody is registered, and the start says so", async () => {
  const users = memoryUsers<Profile>();
  const missing = new ConfigurationError("invalid_option", "There is no unique index over login.");
  users.requireUnique = () => {
    throw missing;
  };
  await expect(accountsOn("Hono", { users })).rejects.toBe(missing);
});

test("F7 a profile has no fields that are not for requests", () => {
  const options = { users: memoryUsers(), passwords: quickPasswords() };
  for (const name of ["id", "epoch", "isDisabled", "passwordHash", "password", "email"]) {
    expect(() => signUpEndpoint({ ...options, profile: { [name]: String } })).toThrow(`cannot have a field "${name}"`);
  }
});
