import { afterEach, beforeEach, describe } from "vitest";
import type { Account } from "../tokens/account.js";
import type { NewUser } from "../users/users.js";
import { changes } from "./behaviours/users/changes.js";
import { hashOf, type OpenUsers, type UsersHarness, type UsersSubject } from "./users-harness.js";
import { keeps } from "./behaviours/users/keeps.js";
import { unique } from "./behaviours/users/unique.js";

/**
 * The contract of `Users`, as vitest tests: who is found, that one login name is one account however many register at once, that a password changes in one write together with
 * its epoch, that nothing but a hash is stored, and that the store says when its unique index is missing.
 *
 * It does not stop your server: that a store which does not answer throws is for its own tests.
 *
 * @example
 * ```ts
 * describeUsers("my users", { open: async () => ({ users: await MyUsers.open(), close: () => undefined }), profile: { name: "Alice" } });
 * ```
 */
export function describeUsers<U extends Account, P>(name: string, harness: UsersHarness<U, P>): void {
  describe(`${name}: the contract of Users`, { timeout: 30_000 }, () => {
    let open: OpenUsers<U, P> | undefined;
    const opened = (): OpenUsers<U, P> => {
      if (open === undefined) throw new Error("The store is opened before each test.");
      return open;
    };
    beforeEach(async () => {
      open = await harness.open();
    });
    afterEach(() => open?.close());
    const newUser = (login: string, passwordHash: string | null = hashOf("a")) =>
      ({ login, writtenLogin: login, passwordHash, profile: harness.profile }) as NewUser<P>;
    const subject: UsersSubject<U, P> = { opened, newUser };
    keeps(subject);
    unique(subject, harness);
    changes(subject);
  });
}
