import * as v from "valibot";
import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import {
  jsonBody,
  loginForm,
  oauthError,
  provider,
  readBySchema,
  scoped,
  strictLoginForm,
  type LoginForm,
  type ProviderValue,
  type Rejected,
  type ResourceValue,
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

test("S4-15 a JSON body by schema is what comes out of it", () => {
  const zod = z.object({ text: z.string(), page: z.coerce.number(), tags: z.array(z.string()).optional() });
  expectTypeOf(jsonBody({ schema: zod })).toEqualTypeOf<ResourceValue<{ text: string; page: number; tags?: string[] | undefined }>>();
  const valibot = v.pipe(
    v.object({ text: v.string() }),
    v.transform(({ text }) => text.length),
  );
  provider(
    { length: jsonBody({ schema: valibot, limit: 1_000 }) },
    ({ length }) => (expectTypeOf(length).toEqualTypeOf<number>(), { length }),
  );
  // @ts-expect-error a name is no schema
  jsonBody({ schema: "text" });
  // @ts-expect-error nor is a function that reads
  jsonBody({ schema: (value: unknown) => value });
  // @ts-expect-error the schema names the members
  jsonBody({ schema: zod, texts: ["text"] });
});

test("S4-15 what a schema makes of a value is known once it took it", async () => {
  const read = await readBySchema(z.object({ page: z.coerce.number() }), {});
  if (read.ok) expectTypeOf(read.value).toEqualTypeOf<{ page: number }>();
  else expectTypeOf(read.names).toEqualTypeOf<readonly string[]>();
});
