import {
  confirmResetEndpoint,
  confirmVerificationEndpoint,
  introspectionEndpoint,
  jwksEndpoint,
  requestResetEndpoint,
  requestVerificationEndpoint,
  revocationEndpoint,
  signOutEndpoint,
  tokenEndpoint,
  type Accounts,
} from "@ampoule/accounts";
import type { Endpoint } from "@ampoule/core";
import type { DependencyContainer } from "tsyringe";
import { AUTH, linksOf, makeAuth, type AuthParts, type Links, type Scope } from "./auth.js";
import { pageEndpoints } from "./page.js";
import { accessToken, service } from "./security.js";
import type { User } from "./users.js";

type Endpoints = Readonly<Record<string, Endpoint>>;

/** Everything that is ready-made, by path. What it is made of gets to the container. */
export function endpointsOf(parts: AuthParts, services: DependencyContainer): Endpoints {
  const links = linksOf(parts);
  const auth = makeAuth(parts, links);
  services.register(AUTH, { useValue: auth });
  return { ...pageEndpoints(), ...auth.endpoints, ...recoveryEndpoints(auth, parts, links), ...tokenEndpoints(auth, parts) };
}

/** Links in mails, and what becomes of them. */
function recoveryEndpoints(
  { passwords, tokens }: Accounts<User, Scope>,
  { guesses }: AuthParts,
  { verification, reset }: Links,
): Endpoints {
  return {
    "/verify-email/request": requestVerificationEndpoint(verification),
    "/verify-email": confirmVerificationEndpoint({ ...verification, passwords, guesses }),
    "/forgot-password": requestResetEndpoint(reset),
    "/reset-password": confirmResetEndpoint({
      ...reset,
      passwords,
      tokens,
      client: guesses.client,
      words: ({ email }) => [email],
      onReset: ({ email }, { request }) => guesses.forgive(email, request),
    }),
  };
}

/** Tokens for programs, as OAuth 2 has them. */
function tokenEndpoints({ tokens, authenticate }: Accounts<User, Scope>, { keys }: AuthParts): Endpoints {
  return {
    "/token": tokenEndpoint({ tokens, authenticate }),
    "/logout": signOutEndpoint({ tokens, accessToken }),
    "/revoke": revocationEndpoint({ tokens }),
    "/introspect": introspectionEndpoint({ tokens, caller: service }),
    "/.well-known/jwks.json": jwksEndpoint({ keys }),
  };
}
