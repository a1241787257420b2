import {
  endpoint,
  granted,
  isOutcome,
  oauthError,
  oauthForm,
  provider,
  type Context,
  type Endpoint,
  type Granted,
  type Rejected,
} from "@ampoule/core";
import type { Tokens } from "../tokens/tokens.js";
import { clientOf, type AuthenticateClient, type OAuthClient } from "./clients.js";
import { revocationOperation } from "./descriptions.js";

/** What {@link revocationEndpoint} can be told. */
export interface RevocationEndpointOptions {
  readonly tokens: Tokens<string>;
  /** Knows the programs that name themselves. Default: none but the application's own. */
  readonly clients?: AuthenticateClient;
}

/**
 * Ends the sign-in that a token came of, whichever of its tokens is sent, so that none of them holds any longer; or that token alone, where it came of none (RFC 7009).
 *
 * Answers 200 without a body, also to a token that is unknown, over, malformed or another program's, which changes nothing. `token_type_hint` is not needed, and a wrong one does
 * no harm. Refuses with 400 `unsupported_token_type` what is no access token by its own `typ`, and a program that is not who it says with 401.
 *
 * It does not end the other sign-ins of the user: {@link Tokens.revokeAll} does.
 *
 * @example
 * ```ts
 * app.all("/revoke", secure(revocationEndpoint({ tokens: auth })));
 * ```
 */
export function revocationEndpoint({ tokens, clients }: RevocationEndpointOptions): Endpoint {
  const form = oauthForm({ fields: ["token", "token_type_hint"] });
  const revoked = provider({ form }, async function revoke({ form }, context) {
    const client = await clientOf(form, clients, context);
    if (isOutcome(client)) return client;
    const token = form.get("token");
    return token === undefined ? oauthError("invalid_request", { description: "token is missing" }) : end(token, client, tokens, context);
  });
  const empty = () => new Response(null, { headers: { "Cache-Control": "no-store" } });
  return endpoint(
    "POST",
    { revoked },
    function revoke() {
      return empty();
    },
    revocationOperation,
  );
}

async function end(text: string, { id }: OAuthClient, tokens: Tokens<string>, context: Context): Promise<Granted<true> | Rejected> {
  await tokens.revoke(text, { clientId: id });
  const token = await tokens.verifier.verify(text, context);
  if (!isOutcome(token) && token.clientId === id) await tokens.signOut(token);
  return isOutcome(token) && token.code === "wrong_type" ? oauthError("unsupported_token_type") : granted(true);
}
