import type { RawResponse } from "@ampoule/testing";
import { apiKeyHeader, basic, bearer, provider, rejected } from "@ampoule/core";
import {
  introspectionEndpoint,
  jwksEndpoint,
  revocationEndpoint,
  signOutEndpoint,
  tokenEndpoint,
  type AuthenticateClient,
} from "../../src/index.js";
import { issuing, type Issuing, type Own } from "../tokens/issuing.js";
import { serve, type Served } from "./frames.js";

const clients: AuthenticateClient = ({ clientId, clientSecret }) => {
  if (clientId === "web" && clientSecret === null) return { id: "web", scopes: ["read"] };
  if (clientId === "robot" && clientSecret === "robot-secret") return { id: "robot", grants: ["client_credentials"], scopes: ["read"] };
  return clientId === "app" && clientSecret === "app-secret" && { id: "app" };
};

/** Every endpoint of an issuer on one framework; alice signs in with `secret`, and who is called `often` has tried too often. */
export async function endpointsOn(framework: string, own: Own = {}): Promise<{ to: Issuing; app: Served }> {
  const to = issuing(own);
  const accessToken = bearer(to.auth.verifier);
  const asker = apiKeyHeader({ name: "X-API-Key", verify: (key) => key === "key-of-notes" && { audience: "https://api.example" } });
  const audiences: Readonly<Record<string, string>> = { notes: "https://api.example" };
  const program = basic({ verify: ({ username, password }) => password === "100% sure" && { name: username } });
  const stranger = apiKeyHeader({ name: "X-Other-Key", verify: (key) => key === "key-of-others" && { audience: "https://other.example" } });
  const endpoints = {
    "all /token": tokenEndpoint({
      tokens: to.auth,
      clients,
      authenticate: ({ username, password }) => {
        if (username === "often") return rejected("too_many_failures", { retryAfter: 60 });
        return username === "alice" && password === "secret" ? { id: "u1" } : rejected("wrong_password", { subject: username });
      },
    }),
    "all /revoke": revocationEndpoint({ tokens: to.auth, clients }),
    "all /introspect": introspectionEndpoint({ tokens: to.auth, caller: asker }),
    "all /introspect/other": introspectionEndpoint({ tokens: to.auth, caller: stranger, audienceOf: ({ audience }) => audience }),
    "all /introspect/basic": introspectionEndpoint({ tokens: to.auth, caller: program, audienceOf: ({ name }) => audiences[name] }),
    "all /logout": signOutEndpoint({ tokens: to.auth, accessToken }),
    "all /.well-known/jwks.json": jwksEndpoint({ keys: to.keys }),
  };
  const me = provider({ token: accessToken }, ({ token }) => token.sub);
  const app = await serve(framework, (secure) => ({
    ...Object.fromEntries(Object.entries(endpoints).map(([line, ready]) => [line, secure(ready)])),
    "get /me": secure({ me }, ({ me }) => me),
  }));
  return { to, app };
}

export const urlencoded = "Content-Type: application/x-www-form-urlencoded";
export const asker = "X-API-Key: key-of-notes";

export type Fields = Readonly<Record<string, string>>;

/** Sends a form. */
export const postTo = (app: Served, path: string, form: Fields, ...fields: string[]): Promise<RawResponse> =>
  app.ask(`POST ${path}`, [urlencoded, ...fields], new URLSearchParams(form).toString());
export const login = { username: "alice", password: "secret" };
export const basicOf = (client: string) => `Authorization: Basic ${Buffer.from(client).toString("base64")}`;

/** The tokens that a request for them is given. @throws where it is refused. */
export async function tokensOf(
  app: Served,
  form: Fields = login,
  ...fields: string[]
): Promise<Record<string, string> & { expires_in: number }> {
  const answer = await postTo(app, "/token", form, ...fields);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
  return JSON.parse(answer.body);
}

export const me = async (app: Served, token: string | undefined) => (await app.ask("GET /me", [`Authorization: Bearer ${token}`])).status;
export const errorOf = ({ status, body }: RawResponse) => [status, JSON.parse(body).error];
