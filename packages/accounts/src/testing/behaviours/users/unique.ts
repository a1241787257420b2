import { ConfigurationError } from "@ampoule/core";
import { expect, test } from "vitest";
import type { Account } from "../../../tokens/account.js";
import { added, hashOf, type UsersHarness, type UsersSubject } from "../../users-harness.js";

const many = Array.from({ length: 100 }, (_, index) => index);

/** One account for one login name. */
export function unique<U extends Account, P>(subject: UsersSubject<U, P>, { withoutIndex }: UsersHarness<U, P>): void {
  const { opened, newUser } = subject;

  test("K3 S4-19 a login name that is taken: said, and nothing changes", async () => {
    const first = await added(subject, "alice");
    const { users } = opened();
    expect(await users.add(newUser("alice", hashOf("b")))).toBe("taken");
    expect(await users.byLogin("alice")).toMatchObject({ user: first, passwordHash: hashOf("a") });
  });

  test("K1 of 100 registrations at once comes one account", async () => {
    const { users, another } = opened();
    const stores = [users, (await another?.()) ?? users];
    const answers = await Promise.all(many.map(async (index) => stores[index % 2]?.add(newUser("alice"))));
    const made = answers.filter((answer) => answer !== "taken");
    expect([made.length, answers.length]).toEqual([1, 100]);
    expect((await users.byLogin("alice"))?.user).toEqual(made[0]);
  });

  test("many users have many ids", async () => {
    const made = await Promise.all(many.map((index) => added(subject, `user${index}`)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(100);
  });

  test("K1 K2 says at start that the unique index of the recipe is there", async () => {
    await expect((async () => opened().users.requireUnique())()).resolves.toBeUndefined();
  });

  if (withoutIndex !== undefined)
    test("K1 X-57 does not start without the unique index", async () => {
      const open = await withoutIndex();
      await expect((async () => open.users.requireUnique())()).rejects.toThrow(ConfigurationError);
      await open.close();
    });
}
