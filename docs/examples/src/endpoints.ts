import {
  introspectionEndpoint,
  jwksEndpoint,
  revocationEndpoint,
  signOutEndpoint,
  tokenEndpoint,
  type SigningKeys,
  type Tokens,
} from "@ampoule/accounts";
import type { Endpoint } from "@ampoule/core";
import { Accounts } from "./accounts.js";
import type { Scope } from "./auth.js";
import { accessToken, service } from "./security.js";

/** Everything about tokens, by path. */
export function endpointsOf(tokens: Tokens<Scope>, keys: SigningKeys): Readonly<Record<string, Endpoint>> {
  return {
    "/token": tokenEndpoint({ tokens, authenticate: (login, { resolve }) => resolve(Accounts).authenticate(login) }),
    "/logout": signOutEndpoint({ tokens, accessToken }),
    "/revoke": revocationEndpoint({ tokens }),
    "/introspect": introspectionEndpoint({ tokens, caller: service }),
    "/.well-known/jwks.json": jwksEndpoint({ keys }),
  };
}
