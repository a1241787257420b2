import { endpoint, isOutcome, oauthError, oauthForm, provider, type AnyProvider, type Endpoint, type Provided } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import type { Tokens } from "../tokens/tokens.js";
import { introspectionOperation } from "./descriptions.js";

/** What {@link introspectionEndpoint} can be told. */
export interface IntrospectionEndpointOptions<P extends AnyProvider> {
  readonly tokens: Tokens<string>;
  /** Who may ask: an API key, a program's name and secret by `basic`, a bearer token with a scope. Never everybody: who may ask can try tokens. */
  readonly caller: P;
  /** Whose tokens a caller may ask about: the audience that it is; `undefined`: nobody's. Default: those of every audience that is verified here. */
  audienceOf?(caller: Provided<P>): string | undefined;
}

/**
 * Tells resource servers of yours whether an access token holds, and what it says (RFC 7662).
 *
 * Answers 200, `no-store`: `{"active":true}` with `iss`, `sub`, `aud`, `client_id`, `scope`, `exp`, `iat`, `jti` and `token_type`, or exactly `{"active":false}`, whatever is wrong
 * with the token. What decides is what decides over a bearer token here, revocation included. Refresh tokens are not active: they open nothing. A caller that is not let in is refused as `caller`
 * refuses it, before the token is looked at.
 *
 * It does not tell claims of your own: a resource server that needs them can verify the token by itself.
 *
 * @example
 * ```ts
 * const service = basic({ verify: ({ username, password }, { resolve }) => resolve(Services).find(username, password) });
 * app.all("/introspect", secure(introspectionEndpoint({ tokens: auth, caller: service, audienceOf: ({ url }) => url })));
 * ```
 */
export function introspectionEndpoint<const P extends AnyProvider>(options: IntrospectionEndpointOptions<P>): Endpoint {
  const { tokens, caller } = options;
  // Who asks is the caller's to say: a name and a password in Authorization need not be what OAuth 2 makes of them.
  const form = oauthForm({ fields: ["token", "token_type_hint"], client: false });
  const found = provider({ caller: caller as AnyProvider, form }, async function introspect({ caller, form }, context) {
    const text = form.get("token");
    if (text === undefined) return oauthError("invalid_request", { description: "token is missing" });
    const token = await tokens.verifier.verify(text, context);
    return !isOutcome(token) && mayHear(caller as Provided<P>, token, options) ? told(token) : { active: false };
  });
  return endpoint(
    "POST",
    { found },
    function introspect({ found }) {
      return Response.json(found, { headers: { "Cache-Control": "no-store" } });
    },
    introspectionOperation,
  );
}

/** Where audiences are told apart, a caller that is none hears of nothing. */
function mayHear<P extends AnyProvider>(caller: Provided<P>, { aud }: AccessToken, options: IntrospectionEndpointOptions<P>): boolean {
  if (options.audienceOf === undefined) return true;
  const audience = options.audienceOf(caller);
  return audience !== undefined && aud.includes(audience);
}

/** RFC 7662 section 2.2; what a token does not say is left out. */
function told({ iss, sub, aud, exp, iat, jti, clientId, scopes }: AccessToken): object {
  const scope = scopes.length === 0 ? undefined : scopes.join(" ");
  return { active: true, token_type: "Bearer", iss, sub, aud, client_id: clientId, scope, exp, iat, jti };
}
