import { offlineIssuer, type OfflineIssuer, type OfflineIssuerOptions, type TokenClaims } from "@ampoule/testing/offline-issuer";
import { bearer, type SecurityEvent } from "../../../src/index.js";
import { allowInsecureHttp, introspection, type IntrospectionOptions, type IntrospectionVerifier } from "../../../src/oidc/index.js";
import { ask, fakeSecurity } from "../../adapt/fake-framework.js";

type Told = Partial<Omit<IntrospectionOptions<"read">, "endpoint" | "issuer" | "allowedHosts">>;

/** An API that asks an issuer about each token, on a clock that tests move. */
export interface Introspecting extends AsyncDisposable {
  readonly idp: OfflineIssuer;
  readonly verifier: IntrospectionVerifier<"read">;
  readonly events: SecurityEvent[];
  /** Milliseconds. */
  now: number;
  /** Sends a token and tells status and body. */
  send(token: string): Promise<{ status: number; body: unknown; challenge: string | undefined }>;
  /** Makes a token with these claims, sends it, and tells the status and why. */
  verdict(claims?: TokenClaims): Promise<[status: number, code: string | undefined]>;
}

export async function introspecting(told: Told = {}, issuer: OfflineIssuerOptions = {}): Promise<Introspecting> {
  const events: SecurityEvent[] = [];
  const clock = () => api.now;
  const idp = await offlineIssuer({ clock, ...issuer });
  const client = { clientId: "api", clientSecret: "api-secret", audience: idp.audience };
  const verifier = introspection({
    endpoint: `${idp.url}/introspect`,
    issuer: idp.issuer,
    ...client,
    scopes: ["read"],
    clock,
    [allowInsecureHttp]: true,
    ...told,
  });
  const handler = fakeSecurity({ onEvent: (event) => events.push(event) })({ token: bearer(verifier) }, ({ token }) => token);
  const api: Introspecting = {
    idp,
    verifier,
    events,
    now: Date.now(),
    send: (token) => ask(handler, `Authorization: Bearer ${token}`),
    async verdict(claims) {
      const { status } = await api.send(idp.opaque(claims));
      return [status, events.at(-1)?.code];
    },
    [Symbol.asyncDispose]: () => idp.stop(),
  };
  return api;
}
