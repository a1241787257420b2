import { expectTypeOf, test } from "vitest";
import {
  jsonBody,
  loginForm,
  oauthError,
  provider,
  scoped,
  strictLoginForm,
  type LoginForm,
  type ProviderValue,
  type Rejected,
} from "../../src/index.js";

class Users {
  async authenticate(name: string, password: string): Promise<{ readonly id: string } | undefined> {
    return name === password ? { id: name } : undefined;
  }
}

test("a login is a provider of the account", () => {
  const login = provider({ form: loginForm(), users: Users }, async ({ form, users }) => {
    return (await users.authenticate(form.username, form.password)) ?? oauthError("invalid_grant");
  });
  expectTypeOf(login).toEqualTypeOf<ProviderValue<{ readonly id: string }>>();
});

test("the strict form has its grant type", () => {
  expectTypeOf(loginForm()).toEqualTypeOf<ProviderValue<LoginForm>>();
  provider({ form: strictLoginForm() }, ({ form }) => (expectTypeOf(form.grantType).toEqualTypeOf<"password">(), form));
  provider({ form: loginForm() }, ({ form }) => (expectTypeOf(form.grantType).toEqualTypeOf<"password" | null>(), form));
  // @ts-expect-error a form declares no scopes: nobody granted what it asks for
  scoped(loginForm(), "read");
  // @ts-expect-error bytes are a number
  loginForm({ limit: "1mb" });
});

test("errors are those that are registered", () => {
  expectTypeOf(oauthError("invalid_grant", { description: "No", code: "locked", subject: "u" })).toEqualTypeOf<Rejected>();
  // @ts-expect-error this one is not
  oauthError("wrong_password");
});

test("a JSON body has the members that were named, and no others", () => {
  provider({ body: jsonBody({ texts: ["email"], values: ["more"] }) }, ({ body }) => {
    expectTypeOf(body.text("email")).toEqualTypeOf<string>();
    expectTypeOf(body.value("more")).toEqualTypeOf<unknown>();
    // @ts-expect-error it was not asked for
    body.text("name");
    // @ts-expect-error nobody checked that it is text
    body.text("more");
    return body;
  });
  // @ts-expect-error nothing may be there besides, unless it is named
  provider({ body: jsonBody({ texts: ["email"] }) }, ({ body }) => body.value("more"));
});
