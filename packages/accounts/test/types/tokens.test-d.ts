import type { Rejected } from "@ampoule/core";
import { bearer, scoped, type ProviderValue } from "@ampoule/core";
import { jwt, type AccessToken } from "@ampoule/core/jwt";
import { describe, expectTypeOf, test } from "vitest";
import {
  memoryStore,
  signingKeys,
  tokens,
  type Account,
  type IssuedAccess,
  type RefreshStore,
  type SigningKey,
  type TokenPair,
  type TokensOptions,
} from "../../src/index.js";

interface User extends Account {
  readonly role: string;
}
declare const user: User;
declare const text: string;
const base = { issuer: "i", audience: "a", keys: signingKeys(), store: memoryStore(), account: (): User => user };
const auth = tokens({ ...base, scopes: ["read", "write"], claims: ({ role }: User) => ({ role }) });

describe("tokens", () => {
  test("yield a pair or a refusal, never a boolean", () => {
    expectTypeOf(auth.signIn(text)).resolves.toEqualTypeOf<TokenPair<"read" | "write"> | Rejected>();
    expectTypeOf(auth.refresh(text)).resolves.toEqualTypeOf<TokenPair<"read" | "write"> | Rejected>();
    expectTypeOf(auth.issue(text)).resolves.toEqualTypeOf<IssuedAccess<"read" | "write"> | Rejected>();
    expectTypeOf<Parameters<(typeof auth)["revoked"]>>().toEqualTypeOf<[AccessToken]>();
    // @ts-expect-error: a refusal is no pair
    void auth.signIn(text).then(({ accessToken }) => accessToken);
  });

  test("take declared scopes only", () => {
    void auth.signIn(text, { scopes: ["read"] });
    // @ts-expect-error: nobody declared it
    void auth.signIn(text, { scopes: ["delete"] });
    // @ts-expect-error: nor here
    void auth.refresh(text, { scopes: ["delete"] });
    // @ts-expect-error: nor for a program
    void auth.issueForClient(text, { scopes: ["delete"] });
    // @ts-expect-error: none is declared, so none can be asked for
    void tokens(base).signIn(text, { scopes: ["read"] });
    // @ts-expect-error: an account cannot be allowed what nobody declared
    void tokens({ ...base, scopes: ["read"], allows: () => ["delete"] });
  });

  test("are verified with the scopes that they may have", () => {
    const accessToken = bearer(jwt(auth.verification));
    expectTypeOf(accessToken).toExtend<ProviderValue<AccessToken, "read" | "write">>();
    scoped(accessToken, "read");
    // @ts-expect-error: nobody declared it
    scoped(accessToken, "delete");
  });

  test("need an issuer, an audience, keys, a store and accounts with an id", () => {
    // @ts-expect-error: no audience
    tokens({ issuer: "i", keys: base.keys, store: base.store, account: base.account });
    // @ts-expect-error: a list of nobody
    tokens({ ...base, audience: [] });
    // @ts-expect-error: keys are not a secret
    tokens({ ...base, keys: text });
    // @ts-expect-error: an account has an id
    tokens({ ...base, account: () => ({ email: text }) });
    // @ts-expect-error: signing out takes a verified token, not its text
    void auth.signOut(text);
    expectTypeOf<TokensOptions<User>["store"]>().toEqualTypeOf<RefreshStore>();
  });

  test("are signed with keys that know their algorithm", () => {
    expectTypeOf<{ alg: "HS256"; secret: string }>().toExtend<SigningKey>();
    expectTypeOf<{ alg: "none"; secret: string }>().not.toExtend<SigningKey>();
    expectTypeOf<{ alg: "RS256"; secret: string }>().not.toExtend<SigningKey>();
    expectTypeOf<{ key: string }>().not.toExtend<SigningKey>();
    // @ts-expect-error: none of them signs
    signingKeys({ keys: [] });
  });
});
