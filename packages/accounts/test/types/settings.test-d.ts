import { bearer, scoped } from "@ampoule/core";
import { jwt, type KeySource } from "@ampoule/core/jwt";
import { describe, expectTypeOf, test } from "vitest";
import {
  bcryptHasher,
  memoryStore,
  readSettings,
  tokens,
  type AppSettings,
  type Lifetimes,
  type OpenedStore,
  type SigningKeys,
} from "../../src/index.js";

const settings = readSettings();

describe("settings", () => {
  test("fit the parts that they are for, in one step", () => {
    expectTypeOf(settings).toEqualTypeOf<AppSettings>();
    const auth = tokens({ ...settings.tokens(), store: memoryStore(), account: (id: string) => ({ id }), scopes: ["read"] });
    const accessToken = bearer(jwt({ ...auth.verification, ...settings.verification() }));
    scoped(accessToken, "read");
    // @ts-expect-error -- scopes are those of the issuer
    scoped(accessToken, "write");
    bearer(jwt({ ...settings.verification(), scopes: ["read"] }));
    bcryptHasher(settings.bcrypt);
    expectTypeOf(settings.keys()).toEqualTypeOf<SigningKeys>();
    expectTypeOf(settings.verification().keys).toEqualTypeOf<KeySource>();
    expectTypeOf(settings.lifetimes).toEqualTypeOf<Required<Lifetimes>>();
    expectTypeOf(settings.audience).toEqualTypeOf<readonly [string, ...string[]]>();
    expectTypeOf(settings.openStore()).resolves.toEqualTypeOf<OpenedStore>();
  });

  test("are not changed, and secrets are not text", () => {
    // @ts-expect-error -- read once
    settings.issuer = "https://other.example";
    // @ts-expect-error -- frozen
    settings.lifetimes.access = 60;
    // @ts-expect-error -- masked: reveal() gives the text
    const secret: string = settings.secret ?? "";
    // @ts-expect-error -- it may not be there: a service that verifies has none
    settings.secret.reveal();
    // @ts-expect-error -- a purpose is said
    settings.subKey();
    // @ts-expect-error -- numbers come as text
    readSettings({ ACCESS_TOKEN_EXPIRE_MINUTES: 30 });
    // @ts-expect-error -- an option that there is not
    readSettings({}, { strict: false });
    expectTypeOf(secret).toEqualTypeOf<string>();
  });
});
