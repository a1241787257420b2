import { hash as nativeHash, verify as nativeVerify } from "@node-rs/bcrypt";
import { basic, UnavailableError } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { passwords, type FoundAccount, type Passwords } from "../../src/index.js";
import { quick } from "../passwords/quick.js";
import { frameworks, serve, visible } from "./frames.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

vi.mock("@node-rs/bcrypt", { spy: true });
const [hash, verify] = [vi.mocked(nativeHash), vi.mocked(nativeVerify)];
beforeEach(() => vi.clearAllMocks());

interface User {
  readonly name: string;
}

const checked = passwords({ hasher: quick(5) });
const passwordHash = await passwords({ hasher: quick() }).hash("right passwörd");

function rows(): Map<string, FoundAccount<User>> {
  const row = (name: string, state: object = {}) => [name, { account: { name }, passwordHash, ...state }] as const;
  return new Map([
    row("alice"),
    row("disabled", { isDisabled: true }),
    row("locked", { isLocked: true }),
    row("passkeys", { passwordHash: null }),
  ]);
}

function serving(framework: string, table = rows(), using: Passwords = checked) {
  const account = basic({
    verify: ({ username, password }, { signal }) =>
      using.authenticate((name) => table.get(name), username, password, {
        signal,
        upgrade({ account, hash, replaces }) {
          if (table.get(account.name)?.passwordHash === replaces) table.set(account.name, { account, passwordHash: hash });
        },
      }),
  });
  return serve(framework, (secure) => ({ "get /me": secure({ me: account }, ({ me }) => me) }));
}

const as = (name: string, password: string) => [`Authorization: Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`];

describe.each(frameworks)("Basic with hashed accounts on %s", (framework) => {
  test("the right password gets in, in both spellings; the answer has no hash", async () => {
    await using app = await serving(framework);
    for (const form of ["NFC", "NFD"]) {
      const answer = await app.ask("GET /me", as("alice", "right passwörd".normalize(form)));
      expect([answer.status, answer.body]).toEqual([200, '{"name":"alice"}']);
    }
  });

  test("S-042 S-221 S-232 E4 E6 unknown, wrong, disabled, locked, without a password and over-long: the same bytes, after one check of one cost", async () => {
    await using app = await serving(framework);
    const attempts = [
      ["nobody", "right passwörd"],
      ["alice", "wrong"],
      ["alice", ""],
      ["disabled", "right passwörd"],
      ["locked", "right passwörd"],
      ["passkeys", ""],
      ["alice", "a".repeat(73)],
      ["nobody", "a".repeat(73)],
      ["alice", "right passwörd".padEnd(80, "a")],
    ] as const;
    const answers = new Set<string>();
    for (const [name, password] of attempts) {
      verify.mockClear();
      answers.add(JSON.stringify(visible(await app.ask("GET /me", as(name, password)))));
      expect(verify).toHaveBeenCalledTimes(1);
    }
    expect([...answers]).toEqual([expect.stringMatching(/^\[401,/)]);
    expect(new Set(app.events.map((event) => "code" in event && event.code))).toEqual(
      new Set(["unknown_account", "wrong_password", "disabled_account", "locked_account"]),
    );
    expect(JSON.stringify(app.events)).not.toContain("right passw");
  });

  test("S-227 a weaker hash is upgraded in place by the first sign-in, and by that only", async () => {
    const table = rows();
    await using app = await serving(framework, table);
    for (const status of [200, 200, 200]) expect((await app.ask("GET /me", as("alice", "right passwörd"))).status).toBe(status);
    expect([table.get("alice")?.passwordHash, hash.mock.calls.length]).toEqual([expect.stringMatching(/^\$2b\$05\$/), 1]);
    expect((await app.ask("GET /me", as("alice", "wrong"))).status).toBe(401);
  });

  test("D2 any password for any name does not get in", async () => {
    await using app = await serving(framework);
    for (const [name, password] of [
      ["", ""],
      ["alice", "x"],
      ["admin", "admin"],
      ["alice", passwordHash],
    ] as const) {
      expect((await app.ask("GET /me", as(name, password))).status).toBe(401);
    }
  });

  test("D12 a user store that is down: 503 with Retry-After, never 401, and nothing is hashed", async () => {
    const down = Object.assign(rows(), {
      get: () => {
        throw new UnavailableError("no connection");
      },
    });
    await using app = await serving(framework, down);
    const answer = await app.ask("GET /me", as("alice", "right passwörd"));
    expect([answer.status, fieldsOf(answer, "retry-after"), fieldsOf(answer, "www-authenticate")]).toEqual([503, ["5"], []]);
    expect(verify).not.toHaveBeenCalled();
  });
});
