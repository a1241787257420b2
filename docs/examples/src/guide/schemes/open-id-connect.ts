// #region issuer
import { openIdConnect, rejected, UnavailableError } from "@ampoule/core";
import { createRemoteJWKSet, errors, jwtVerify } from "jose";

/** A scheme for the access tokens of one issuer. */
export function tokensOf(issuer: string, audience: string) {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  return openIdConnect({
    openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
    scopes: ["profile"],
    async verify(token) {
      try {
        const demands = { issuer, audience, algorithms: ["ES256"], requiredClaims: ["sub", "exp"] };
        return (await jwtVerify(token, keys, demands)).payload;
      } catch (fault) {
        if (isAboutToken(fault)) return rejected(fault.code);
        throw new UnavailableError("The issuer's keys cannot be had.", { cause: fault });
      }
    },
  });
}

/** Codes of jose that speak of the issuer, and not of the token. */
const ofIssuer = ["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"];
const isAboutToken = (fault: unknown): fault is errors.JOSEError => fault instanceof errors.JOSEError && !ofIssuer.includes(fault.code);
// #endregion issuer
