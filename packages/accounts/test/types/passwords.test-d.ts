import { basic, type Granted, type Provided, type Rejected } from "@ampoule/core";
import { expectTypeOf, test } from "vitest";
import {
  argon2Hasher,
  bcryptHasher,
  passwords,
  type HashedPassword,
  type PasswordCheck,
  type PasswordHasher,
  type Upgrade,
} from "../../src/index.js";

const checked = passwords({ hasher: bcryptHasher() });

test("D1 a check that nobody awaited has no `ok`, and is no boolean", async () => {
  const promise = checked.verify("password", "hash");
  // @ts-expect-error a promise has no ok
  void promise.ok;
  // @ts-expect-error nor is the answer a boolean
  const isRight: boolean = await promise;
  void isRight;
  expectTypeOf(promise).toEqualTypeOf<Promise<PasswordCheck>>();
  expectTypeOf((await promise).ok).toEqualTypeOf<boolean>();
  const handler = basic({ verify: async ({ password }) => ((await checked.verify(password, "hash")).ok ? { id: 1 } : undefined) });
  expectTypeOf<Provided<typeof handler>>().toEqualTypeOf<{ id: number }>();
});

test("D3 a column for hashes does not take the password, nor any other text", async () => {
  const store = (hash: HashedPassword) => hash;
  store(await checked.hash("password"));
  // @ts-expect-error the password itself
  store("password");
  const enrolled = await checked.enroll("password");
  // @ts-expect-error nobody asked whether the policy took it
  void enrolled.hash;
  if (enrolled.ok) store(enrolled.hash);
  else expectTypeOf(enrolled.problem.code).toEqualTypeOf<"empty" | "ill_formed" | "nul" | "too_long" | "too_short" | "blocked">();
});

test("F5 signing in ends in an outcome that tells its ends apart, and yields the account alone", async () => {
  const find = (name: string) => ({ account: { name }, passwordHash: "x" });
  const outcome = await checked.authenticate(find, "alice", "password");
  expectTypeOf(outcome).toEqualTypeOf<Granted<{ name: string }> | Rejected>();
  // @ts-expect-error it may be refused
  void outcome.value;
  const user = basic({ verify: ({ username, password }) => checked.authenticate(find, username, password) });
  expectTypeOf<Provided<typeof user>>().toEqualTypeOf<{ name: string }>();
  await checked.authenticate(find, "alice", "password", {
    upgrade(upgrade) {
      expectTypeOf(upgrade).toEqualTypeOf<Upgrade<{ name: string }>>();
    },
  });
  // @ts-expect-error an account without its hash
  await checked.authenticate((name: string) => ({ account: { name } }), "alice", "password");
});

test("hashers are put together by their port", () => {
  expectTypeOf(checked).toExtend<PasswordHasher>();
  passwords({ hasher: argon2Hasher(), verifiers: [bcryptHasher(), checked] });
  // @ts-expect-error something has to hash
  passwords({});
  // @ts-expect-error a cost is a number
  bcryptHasher({ cost: "12" });
});
