import { expect, test } from "vitest";
import type { Account } from "../../../tokens/account.js";
import type { PasswordChange } from "../../../users/users.js";
import { added, hashOf, type UsersSubject } from "../../users-harness.js";

const many = Array.from({ length: 100 }, (_, index) => index);
const [before, after] = [hashOf("a"), hashOf("b")];

/** Questions about the one store that a test has open. */
function asking<U extends Account, P>({ opened }: UsersSubject<U, P>) {
  return {
    set: async (id: string, own: Partial<PasswordChange> = {}) =>
      opened().users.setPassword({ id, passwordHash: after, replaces: before, raisesEpoch: true, ...own }),
    stateOf: async (id: string) => {
      const { users } = opened();
      return [(await users.passwordHash(id)) ?? null, (await users.byId(id))?.epoch ?? 0];
    },
  };
}

/** How passwords change. */
export function changes<U extends Account, P>(subject: UsersSubject<U, P>): void {
  const { set, stateOf } = asking(subject);

  test("C10 another password raises the epoch in the same write; a better hash of the same one does not", async () => {
    const { id, epoch = 0 } = await added(subject, "alice");
    expect(await set(id)).toBe(true);
    expect(await stateOf(id)).toEqual([after, epoch + 1]);
    expect((await subject.opened().users.byLogin("alice"))?.user.epoch).toBe(epoch + 1);
    expect(await set(id, { replaces: after, passwordHash: before, raisesEpoch: false })).toBe(true);
    expect(await stateOf(id)).toEqual([before, epoch + 1]);
  });

  test("only in the place of the hash that is still there", async () => {
    const { id, epoch = 0 } = await added(subject, "alice");
    const { id: other } = await added(subject, "bob");
    for (const replaces of [after, "", null, before.slice(0, -1), before.toUpperCase()]) expect(await set(id, { replaces })).toBe(false);
    for (const unknown of ["nobody", "0", `${id} `]) expect(await set(unknown)).toBe(false);
    expect([await stateOf(id), await stateOf(other)]).toEqual([
      [before, epoch],
      [before, epoch],
    ]);
  });

  test("a password can be taken away, and given to who has none", async () => {
    const { id, epoch = 0 } = await added(subject, "alice");
    expect(await set(id, { passwordHash: null })).toBe(true);
    expect(await stateOf(id)).toEqual([null, epoch + 1]);
    expect(await set(id)).toBe(false);
    expect(await set(id, { replaces: null })).toBe(true);
    expect(await stateOf(id)).toEqual([after, epoch + 2]);
  });

  test("of 100 changes at once one succeeds", async () => {
    const { id, epoch = 0 } = await added(subject, "alice");
    const done = await Promise.all(many.map((index) => set(id, { passwordHash: hashOf(index % 2 === 0 ? "b" : "c") })));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect((await stateOf(id))[1]).toBe(epoch + 1);
  });
}
