import {
  offlineIssuer,
  type MintOptions,
  type OfflineIssuer,
  type OfflineIssuerOptions,
  type TokenClaims,
} from "@ampoule/testing/offline-issuer";
import type { OidcVerifier } from "../../../src/oidc/index.js";
import { door } from "../verifying.js";

/** What a provider's issuer is called, and what its tokens say; asked in this process, as if it were there. */
export interface Provider extends AsyncDisposable {
  readonly idp: OfflineIssuer;
  /** A token as the provider makes them, with these claims and header members replaced. */
  token(claims?: TokenClaims, header?: MintOptions["header"]): Promise<string>;
  /** Why such a token is refused; `undefined` where it is not. */
  codeOf(verifier: OidcVerifier<unknown, string>, claims?: TokenClaims, header?: MintOptions["header"]): Promise<string | undefined>;
  /** What such a token stands for. */
  principalOf(verifier: OidcVerifier<unknown, string>, claims?: TokenClaims): Promise<Record<string, unknown>>;
}

export async function providerOf(
  issuer: string,
  claims: TokenClaims,
  { header = { typ: "JWT" }, ...options }: OfflineIssuerOptions & { header?: MintOptions["header"] } = {},
): Promise<Provider> {
  const path = new URL(issuer).pathname.replace(/\/$/, "");
  const idp = await offlineIssuer({ issuer, path, listen: false, algorithm: "RS256", ...options });
  const provider: Provider = {
    idp,
    token: (own, ownHeader) => idp.mint({ client_id: undefined, ...claims, ...own }, { header: { ...header, ...ownHeader } }),
    codeOf: async (verifier, own, ownHeader) => {
      const [status, code] = await door(verifier).verdictOn(await provider.token(own, ownHeader));
      return status === 200 ? undefined : code;
    },
    principalOf: async (verifier, own) => (await door(verifier).send(await provider.token(own))).body as Record<string, unknown>,
    [Symbol.asyncDispose]: () => idp.stop(),
  };
  return provider;
}
