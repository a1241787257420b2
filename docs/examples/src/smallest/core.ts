import { anyOf, apiKeyHeader, bearer, constantTimeEqual, provider, rejected } from "@ampoule/core";

const users = new Map([["1", { name: "Alice" }]]);
const secret = process.env["API_TOKEN"] ?? crypto.randomUUID();
const key = process.env["API_KEY"] ?? crypto.randomUUID();

const accessToken = bearer((text) => (constantTimeEqual(text, secret) ? { sub: "1" } : undefined));
const currentUser = provider({ token: accessToken }, ({ token }) => users.get(token.sub) ?? rejected("unknown_user"));
const service = apiKeyHeader({
  name: "X-API-Key",
  verify: (text) => (constantTimeEqual(text, key) ? { name: "reports" } : undefined),
});

/** Either of them: a handler that asks for it is given a `{ name: string }`. */
export const caller = anyOf(currentUser, service);
