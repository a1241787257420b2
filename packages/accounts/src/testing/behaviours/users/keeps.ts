import { expect, test } from "vitest";
import type { Account } from "../../../tokens/account.js";
import { added, hashOf, type UsersSubject } from "../../users-harness.js";

/** What no store has, in forms that trip over: other kinds of ids, patterns, operators, and what is too long. */
const nobody = ["", "0", "007", "-1", "1.5", "nobody", "%", "_", "' OR 1=1 --", '{"$ne":null}', "../x", "é".repeat(5_000)];

/** What is kept, and what is not. */
export function keeps<U extends Account, P>(subject: UsersSubject<U, P>): void {
  const { opened } = subject;

  test("finds who was added, by id and by login name, also in another process", async () => {
    const user = await added(subject, "zoë@example.com");
    expect(user.id).toEqual(expect.any(String));
    for (const users of [opened().users, await opened().another?.()]) {
      if (users === undefined) continue;
      expect(await users.byId(user.id)).toEqual(user);
      const found = await users.byLogin("zoë@example.com");
      expect([found?.user, found?.passwordHash]).toEqual([user, hashOf("a")]);
      expect(await users.passwordHash(user.id)).toBe(hashOf("a"));
    }
  });

  test("K7 S-137 shows the hash to nobody who asks for the user", async () => {
    const { id } = await added(subject, "alice");
    const { users } = opened();
    for (const user of [await users.byId(id), (await users.byLogin("alice"))?.user]) {
      expect(user?.id).toBe(id);
      expect(JSON.stringify(user)).not.toContain(hashOf("a"));
      expect(Object.values(user ?? {})).not.toContain(hashOf("a"));
    }
  });

  test("B11 F3 ids are text that is compared as it is, and what is nobody's is nobody", async () => {
    const { id } = await added(subject, "alice");
    const { users } = opened();
    for (const unknown of [...nobody, `0${id}`, `${id} `, ` ${id}`, `${id}x`]) {
      expect(await users.byId(unknown), unknown.slice(0, 20)).toBeUndefined();
      expect((await users.passwordHash(unknown)) ?? undefined).toBeUndefined();
      expect(await users.byLogin(unknown)).toBeUndefined();
    }
  });

  test("login names that differ are different: no collation, no padding", async () => {
    await added(subject, "zoe");
    const { users } = opened();
    for (const other of ["zoë", "zoe ", "zo", "zoe_", "z%", "zöe"]) expect(await users.byLogin(other), other).toBeUndefined();
    expect((await added(subject, "zoë")).id).not.toBe((await users.byLogin("zoe"))?.user.id);
  });

  test("a user may have no password", async () => {
    const { id } = await added(subject, "passkeys", null);
    const found = await opened().users.byLogin("passkeys");
    expect([found?.user.id, found?.passwordHash ?? null, (await opened().users.passwordHash(id)) ?? null]).toEqual([id, null, null]);
  });

  test("D3 takes no password in the place of a hash", async () => {
    const { id } = await added(subject, "alice");
    const { users } = opened();
    for (const text of ["", "hunter2", "correct horse battery staple", "pa$$word", "$ecret$", "a".repeat(60)]) {
      await expect((async () => users.add(subject.newUser("bob", text)))(), text).rejects.toThrow(TypeError);
      const change = { id, passwordHash: subject.newUser("bob", text).passwordHash, replaces: hashOf("a"), raisesEpoch: true };
      await expect((async () => users.setPassword(change))(), text).rejects.toThrow(TypeError);
    }
    expect(await users.byLogin("bob")).toBeUndefined();
    expect(await users.passwordHash(id)).toBe(hashOf("a"));
  });
}
