import {
  offlineIssuer,
  type MintOptions,
  type OfflineIssuer,
  type OfflineIssuerOptions,
  type TokenClaims,
} from "@ampoule/testing/offline-issuer";
import { bearer, type SecurityEvent } from "../../src/index.js";
import { allowInsecureHttp, oidc, type OidcOptions, type OidcVerifier } from "../../src/oidc/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";

/** A way into an API, on a clock that tests move. */
export interface Door {
  /** Sends a token and tells status and body. */
  readonly send: (token: string) => Promise<{ status: number; body: unknown }>;
  /** The same, and why. */
  readonly verdictOn: (token: string) => Promise<[status: number, code: string | undefined]>;
}

/** A route behind a verifier. */
export function door(verifier: OidcVerifier<unknown, string>): Door {
  const events: SecurityEvent[] = [];
  const handler = fakeSecurity({ onEvent: (event) => events.push(event) })({ token: bearer(verifier) }, ({ token }) => token as object);
  const send = (token: string) => ask(handler, `Authorization: Bearer ${token}`);
  return { send, verdictOn: async (token) => [(await send(token)).status, events.at(-1)?.code] };
}

/** An API that verifies the tokens of an issuer by discovery. */
export interface Verifying extends Door, AsyncDisposable {
  readonly idp: OfflineIssuer;
  readonly verifier: OidcVerifier<unknown, string>;
  /** Milliseconds. */
  now: number;
  /** Mints a token, sends it, and tells the status and why. */
  verdict(claims?: TokenClaims, options?: MintOptions): Promise<[status: number, code: string | undefined]>;
}

export async function verifying(told: Partial<OidcOptions<"read">> = {}, issuer: OfflineIssuerOptions = {}): Promise<Verifying> {
  const clock = () => api.now;
  const idp = await offlineIssuer({ clock, ...issuer });
  const common = { issuer: idp.issuer, audience: idp.audience, scopes: ["read"], clock, [allowInsecureHttp]: true } as const;
  const verifier = oidc<"read">({ ...common, ...told } as OidcOptions<"read">);
  const api: Verifying = {
    idp,
    verifier,
    now: Date.now(),
    ...door(verifier),
    verdict: async (claims, options) => api.verdictOn(await idp.mint(claims, options)),
    [Symbol.asyncDispose]: () => idp.stop(),
  };
  return api;
}
