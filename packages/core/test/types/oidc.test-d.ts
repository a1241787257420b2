import { expectTypeOf, test } from "vitest";
import { bearer, openIdConnect, provider, scoped, type Provided, type Scopes } from "../../src/index.js";
import {
  allowAnyAudience,
  allowInsecureHttp,
  anyIssuer,
  auth0,
  cognito,
  entra,
  firebase,
  google,
  introspection,
  keycloak,
  oidc,
  okta,
  type AccessToken,
  type Auth0Token,
  type CognitoToken,
  type EntraToken,
  type FirebaseUser,
  type GoogleUser,
  type IntrospectedToken,
  type KeycloakToken,
  type OktaToken,
} from "../../src/oidc/index.js";

const [issuer, audience] = ["https://login.test", "https://api.test"];

test("each yields its own principal, and demands its own scopes", () => {
  const scopes = ["read"] as const;
  const plain = bearer(oidc({ issuer, audience, scopes }));
  expectTypeOf<Provided<typeof plain>>().toEqualTypeOf<AccessToken>();
  expectTypeOf<Scopes<typeof plain>>().toEqualTypeOf<"read">();
  scoped(plain, "read");
  // @ts-expect-error nobody declares it
  scoped(plain, "write");

  const auth0Token = bearer(auth0({ domain: "d", audience, scopes }));
  const entraToken = bearer(entra({ tenant: "t", audience, scopes }));
  const oktaToken = bearer(okta({ domain: "d", audience, scopes }));
  const keycloakToken = bearer(keycloak({ url: "u", realm: "r", audience, scopes }));
  const cognitoToken = bearer(cognito({ userPool: "p", clients: ["c"], scopes }));
  const googleUser = bearer(google({ clientId: "c" }));
  const firebaseUser = bearer(firebase({ project: "p" }));
  expectTypeOf<Provided<typeof auth0Token>>().toEqualTypeOf<Auth0Token>();
  expectTypeOf<Provided<typeof entraToken>>().toEqualTypeOf<EntraToken>();
  expectTypeOf<Provided<typeof oktaToken>>().toEqualTypeOf<OktaToken>();
  expectTypeOf<Provided<typeof keycloakToken>>().toEqualTypeOf<KeycloakToken>();
  expectTypeOf<Provided<typeof cognitoToken>>().toEqualTypeOf<CognitoToken>();
  expectTypeOf<Provided<typeof googleUser>>().toEqualTypeOf<GoogleUser>();
  expectTypeOf<Provided<typeof firebaseUser>>().toEqualTypeOf<FirebaseUser>();
  expectTypeOf<Scopes<typeof cognitoToken>>().toEqualTypeOf<"read">();
  expectTypeOf<Scopes<typeof googleUser>>().toEqualTypeOf<never>();
  // @ts-expect-error Google's tokens say nothing of what may be done here
  google({ clientId: "c", scopes });
});

test("S-095 without an audience it does not compile", () => {
  // @ts-expect-error no audience
  oidc({ issuer });
  oidc({ issuer, [allowAnyAudience]: ({ client_id }) => client_id === "a" });
  // @ts-expect-error one or the other
  oidc({ issuer, audience, [allowAnyAudience]: () => true });
  // @ts-expect-error no audience
  auth0({ domain: "d" });
  // @ts-expect-error no audience
  keycloak({ url: "u", realm: "r" });
  // @ts-expect-error nothing says whom a token is for
  cognito({ userPool: "p" });
  // @ts-expect-error no audience
  introspection({ endpoint: "https://login.test/introspect", clientId: "a", clientSecret: "b" });
});

test("a secret's algorithm is none of an issuer's", () => {
  oidc({ issuer, audience, algorithms: ["RS256", "EdDSA"] });
  // @ts-expect-error whoever knows a secret can sign
  oidc({ issuer, audience, algorithms: ["HS256"] });
});

test("what weakens looks different: a symbol, and nothing but true", () => {
  oidc({ issuer, audience, [allowInsecureHttp]: true });
  // @ts-expect-error no such option
  oidc({ issuer, audience, allowInsecureHttp: true });
  // @ts-expect-error only true
  oidc({ issuer, audience, [allowInsecureHttp]: "yes" });
});

test("of several issuers it yields any principal, with the scopes of all", () => {
  const verifier = anyIssuer(
    oidc({ issuer, audience, scopes: ["read"] }),
    entra({ tenant: "t", audience, scopes: ["Write"] }),
    google({ clientId: "c" }),
  );
  const token = bearer(verifier);
  expectTypeOf<Provided<typeof token>>().toEqualTypeOf<AccessToken | EntraToken | GoogleUser>();
  expectTypeOf<Scopes<typeof token>>().toEqualTypeOf<"read" | "Write">();
});

test("documented as OpenID Connect it needs no address twice", () => {
  const token = openIdConnect(oidc({ issuer, audience, scopes: ["read"] }));
  expectTypeOf<Provided<typeof token>>().toEqualTypeOf<AccessToken>();
  expectTypeOf<Scopes<typeof token>>().toEqualTypeOf<"read">();
  openIdConnect({ ...oidc({ issuer, audience }), schemeName: "Login" });
});

test("introspection yields what the issuer said; a subject need not be there", () => {
  const client = { clientId: "a", clientSecret: "b", audience };
  const token = bearer(introspection({ issuer, ...client, scopes: ["read"] }));
  expectTypeOf<Provided<typeof token>>().toEqualTypeOf<IntrospectedToken>();
  expectTypeOf<Scopes<typeof token>>().toEqualTypeOf<"read">();
  provider({ token }, ({ token }) => {
    expectTypeOf(token.sub).toEqualTypeOf<string | undefined>();
    return token;
  });
  // @ts-expect-error neither endpoint nor issuer
  introspection(client);
  // @ts-expect-error no secret
  introspection({ issuer, clientId: "a", audience });
});
