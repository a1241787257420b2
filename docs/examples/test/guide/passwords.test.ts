import "reflect-metadata";
import { container } from "tsyringe";
import { expect, test, vi } from "vitest";
import { account, Accounts, checked, login, remembering } from "../../src/guide/passwords/accounts.js";
import { checked as withArgon2 } from "../../src/guide/passwords/argon2.js";
import "../../src/guide/passwords/own-hasher.test.js";
import { onExpress } from "./express.js";

vi.setConfig({ testTimeout: 60_000 });

const accounts = container.registerSingleton(Accounts).resolve(Accounts);
const as = (name: string, password: string) => `Authorization: Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
const serve = () =>
  onExpress((app, secure) => {
    app.get(
      "/me",
      secure({ me: account }, ({ me }) => me),
    );
    app.post(
      "/login",
      secure({ me: login }, ({ me }) => me.name),
    );
  });

test("the policy says what is wrong; nothing is stored then", async () => {
  const codes = ["short", "Correct horse battery staple", "a".repeat(73), "alice.liddell"].map(
    async (password) => (await accounts.register("alice.liddell", password))?.code,
  );
  expect(await Promise.all(codes)).toEqual(["too_short", "blocked", "too_long", "blocked"]);
  expect(accounts.rows.size).toBe(0);
});

test("whoever registered gets in, by Basic and by form; nobody else does, and nobody learns why", async () => {
  expect(await accounts.register("alice", "curiouser and curiouser")).toBe(undefined);
  expect(await accounts.register("hatter", "no room no room")).toBe(undefined);
  const hatter = accounts.rows.get("hatter");
  if (hatter) hatter.isDisabled = true;
  await using app = await serve();
  expect((await app.ask("GET /me", as("alice", "curiouser and curiouser"))).body).toMatchObject({ name: "alice" });
  const form = (body: string) => app.post("/login", "application/x-www-form-urlencoded", body);
  expect((await form("username=alice&password=curiouser+and+curiouser")).body).toBe("alice");

  const bad = [
    ["alice", "wrong"],
    ["nobody", "wrong"],
    ["hatter", "no room no room"],
  ] as const;
  const answers = await Promise.all(bad.map(([name, password]) => app.ask("GET /me", as(name, password))));
  expect(new Set(answers.map(({ status, response }) => `${status} ${response.body}`)).size).toBe(1);
  const forms = await Promise.all(bad.map(([name, password]) => form(`username=${name}&password=${encodeURIComponent(password)}`)));
  expect(forms.map(({ status, body }) => [status, body])).toEqual(bad.map(() => [400, { error: "invalid_grant" }]));
});

test("a hash of Django signs in, and is bcrypt afterwards", async () => {
  const hash = "pbkdf2_sha256$1000000$jv1d1twBzXb0MYGrTabUEm$9USxfwdlbTaMUZjixe35WKeAmxTpxL3yKywvmsnxa3A=";
  accounts.rows.set("zoë", { id: "3", name: "zoë", hash, isDisabled: false });
  for (let time = 0; time < 2; time += 1) expect((await accounts.authenticate("zoë", "correct horse ünïcode")).kind).toBe("granted");
  expect(accounts.rows.get("zoë")?.hash).toMatch(/^\$2b\$12\$/);
});

test("argon2id takes over from bcrypt", async () => {
  const old = await checked.hash("curiouser and curiouser");
  expect(await withArgon2.verify("curiouser and curiouser", old)).toEqual({ ok: true, needsRehash: true });
  expect(await withArgon2.hash("\u{1f511}".repeat(64))).toMatch(/^\$argon2id\$/);
});

test("a password that was right is known again, and a wrong one is not", async () => {
  const stored = await remembering.hash("a long password");
  const times: number[] = [];
  for (const password of ["a long password", "a long password", "a wrong password"]) {
    const start = performance.now();
    expect((await remembering.verify(password, stored)).ok).toBe(password === "a long password");
    times.push(performance.now() - start);
  }
  const [first = 0, again = 0, wrong = 0] = times;
  expect(again * 5).toBeLessThan(Math.min(first, wrong));
});
