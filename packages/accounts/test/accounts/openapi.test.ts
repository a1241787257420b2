import { isOutcome, oauth2PasswordBearer } from "@ampoule/core";
import type { JwtVerifier } from "@ampoule/core/jwt";
import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { accounts, cookie, memoryStore, memoryUsers } from "../../src/index.js";
import { quickPasswords } from "../passwords/quick.js";

const issuer = { issuer: "https://issuer.example", audience: "https://api.example", store: memoryStore() };

function documentOf(own: object) {
  const auth = accounts({ users: memoryUsers(), tokens: issuer, passwords: quickPasswords(), ...own });
  const [app, secure] = [new Hono(), security({ container })];
  for (const [path, ready] of Object.entries(auth.endpoints)) app.all(path, secure(ready));
  secure.seal(app);
  return secure.document(app, { info: { title: "accounts", version: "1" } });
}

test("a document has each endpoint once, with what it wants and whom", () => {
  const paths = documentOf({}).paths as Record<string, Record<string, { operationId: string; security?: unknown; requestBody?: unknown }>>;
  const operations = Object.values(paths).flatMap((item) => Object.entries(item));
  expect(operations.map(([method, { operationId }]) => `${method} ${operationId}`)).toEqual([
    "post signUp",
    "post signIn",
    "post refresh",
    "post signOut",
    "get me",
    "post changePassword",
    "get sessions",
    "post endSession",
    "post endOtherSessions",
    "post endAllSessions",
  ]);
  const secured = operations.filter(([, { security }]) => JSON.stringify(security ?? "").includes("HTTPBearer"));
  expect(secured.map(([, { operationId }]) => operationId)).not.toEqual(expect.arrayContaining(["signUp", "signIn", "refresh"]));
  expect(secured).toHaveLength(7);
  expect(paths["/sign-up"]?.["post"]?.requestBody).toMatchObject({
    content: { "application/json": { schema: { required: ["email", "password"], additionalProperties: false } } },
  });
  const inCookie = documentOf({ cookie: cookie({ name: "__Host-refresh", sameSite: "Strict" }) }).paths as typeof paths;
  expect(inCookie["/refresh"]?.["post"]?.requestBody).toBeUndefined();
});

test("tokens are described, and read, by the scheme that the application's other routes have", async () => {
  const scopes = { read: "See it" };
  const scheme = ({ verify }: JwtVerifier<"read">) => oauth2PasswordBearer({ tokenUrl: "/token", scopes, verify });
  const document = documentOf({ scheme });
  expect(document.components?.securitySchemes).toEqual({
    OAuth2PasswordBearer: { type: "oauth2", flows: { password: { scopes, tokenUrl: "/token" } } },
  });
  const auth = accounts({ users: memoryUsers(), tokens: { ...issuer, scopes: ["read"] }, passwords: quickPasswords(), scheme });
  const issued = await auth.tokens.issueForClient("robot", { scopes: ["read"] });
  if (isOutcome(issued)) throw new Error(issued.code);
  const [app, secure] = [new Hono(), security({ container })];
  app.get(
    "/who",
    secure({ token: auth.accessToken }, ({ token }) => token.scopes),
  );
  secure.seal(app);
  const asked = (token: string) => app.request("/who", { headers: { Authorization: `Bearer ${token}` } });
  expect([(await asked(issued.accessToken)).status, (await asked(`${issued.accessToken}x`)).status]).toEqual([200, 401]);
});
