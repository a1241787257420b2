import type { OperationDescription } from "@ampoule/core/openapi";
import { issued, json, number, refused, secret, text, type Json } from "./operation-parts.js";

const tags = ["tokens"];

const client = { client_id: text, client_secret: secret };

function form(required: readonly string[], properties: Readonly<Record<string, Json>>): Json {
  const schema = { type: "object", required, properties };
  return { required: true, content: { "application/x-www-form-urlencoded": { schema } } };
}

const problems = { "400": refused("The request is not good"), "401": refused("The client is not who it says") };
const presented = { token: text, token_type_hint: { ...text, enum: ["access_token", "refresh_token"] } };

export const tokenOperation: OperationDescription = {
  tags,
  summary: "Sign in, or refresh",
  operationId: "token",
  requestBody: form([], {
    grant_type: { ...text, enum: ["password", "refresh_token", "client_credentials"], default: "password" },
    username: text,
    password: secret,
    refresh_token: text,
    scope: text,
    ...client,
  }),
  responses: {
    "200": issued,
    ...problems,
    "429": refused("Too many attempts"),
  },
};

export const revocationOperation: OperationDescription = {
  tags,
  summary: "End a sign-in by one of its tokens",
  operationId: "revoke",
  requestBody: form(["token"], { ...presented, ...client }),
  responses: { "200": { description: "It holds no longer, if it ever did" }, ...problems },
};

export const introspectionOperation: OperationDescription = {
  tags,
  summary: "Ask whether an access token holds",
  operationId: "introspect",
  requestBody: form(["token"], presented),
  responses: {
    "200": json(
      "What the token says, if it holds",
      {
        active: { type: "boolean" },
        token_type: { const: "Bearer" },
        iss: text,
        sub: text,
        aud: { type: "array", items: text },
        client_id: text,
        scope: text,
        exp: number,
        iat: number,
        jti: text,
      },
      ["active"],
    ),
    "400": problems["400"],
  },
};

export const signOutOperation: OperationDescription = {
  tags,
  summary: "Sign out",
  operationId: "signOut",
  responses: { "204": { description: "Signed out" } },
};

export const jwksOperation: OperationDescription = {
  tags,
  summary: "The keys that tokens are signed with",
  operationId: "jwks",
  responses: { "200": json("A JSON Web Key Set", { keys: { type: "array", items: { type: "object" } } }, ["keys"]) },
};
