import {
  allowKeyInUrl,
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  basic,
  bearer,
  oauth2PasswordBearer,
  type BasicCredentials,
  type ProviderValue,
} from "@ampoule/core";

/** Whom a bearer token of the suite stands for. */
export interface Claims {
  readonly sub: string;
  readonly role: string;
  readonly scopes: readonly string[];
}

const tokens: Readonly<Record<string, Claims>> = {
  "alice.token": { sub: "alice", role: "member", scopes: ["items:read", "items:write"] },
  "bob.token": { sub: "bob", role: "member", scopes: ["items:read"] },
  "root.token": { sub: "root", role: "admin", scopes: [] },
};
const passwords: Readonly<Record<string, string>> = {
  Aladdin: "open sesame",
  test: "123£",
  a: "b:c",
  "": "nameless",
  quiet: "",
  José: "café",
};
const keys: Readonly<Record<string, { readonly service: string; readonly revoked: boolean }>> = {
  "key-1": { service: "reports", revoked: false },
  "key-2": { service: "old", revoked: true },
};

function find<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The schemes of the suite, made anew for each application, and what they were asked. */
export class Credentials {
  /** Every credential that any `verify` was called with. */
  readonly verified: unknown[] = [];

  readonly token: ProviderValue<Claims> = bearer(async (token) => this.#claims(token));
  readonly scopedToken: ProviderValue<Claims, "items:read" | "items:write"> = oauth2PasswordBearer({
    tokenUrl: "/token",
    scopes: { "items:read": "See items", "items:write": "Change items" },
    verify: (token) => this.#claims(token),
  });
  readonly basic: ProviderValue<BasicCredentials> = basic({ verify: (credentials) => this.#account(credentials) });
  readonly headerKey: ProviderValue<{ service: string }> = apiKeyHeader({ name: "X-API-Key", verify: (key) => this.#holder(key) });
  readonly cookieKey: ProviderValue<{ service: string }> = apiKeyCookie({ name: "session", verify: (key) => this.#holder(key) });
  readonly queryKey: ProviderValue<{ service: string }> = apiKeyQuery({
    name: "api_key",
    [allowKeyInUrl]: true,
    verify: (key) => this.#holder(key),
  });

  #claims(token: string): Claims | undefined {
    this.verified.push(token);
    const claims = find(tokens, token);
    return claims && { ...claims };
  }

  #account(credentials: BasicCredentials): BasicCredentials | undefined {
    this.verified.push(credentials);
    return find(passwords, credentials.username) === credentials.password ? credentials : undefined;
  }

  #holder(key: string): { service: string } | undefined {
    this.verified.push(key);
    const holder = find(keys, key);
    return holder === undefined || holder.revoked ? undefined : { service: holder.service };
  }
}
