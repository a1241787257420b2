// What verifying access tokens takes: the contract, the bearer scheme, and the verifier. No container, no framework.
import { bearer, type ProviderValue } from "@ampoule/core";
import { jwt, type AccessToken, type LocalKeys } from "@ampoule/core/jwt";

export function accessToken(issuer: string, audience: string, keys: LocalKeys): ProviderValue<AccessToken> {
  return bearer(jwt({ issuer, audience, keys }));
}
