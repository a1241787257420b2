import type { Context } from "../contract/context.js";
import type { Awaitable } from "../contract/provider.js";
import type { ScopesFrom } from "../contract/scopes.js";
import type { AccessToken, TokenClaims } from "./access-token.js";
import type { Algorithm } from "./algorithm.js";
import type { LocalKeys } from "./keys/local-key.js";
import type { KeySource } from "./key-source.js";

/** Milliseconds since 1970. */
export type Clock = () => number;

/**
 * Says that tokens are taken which do not say that they are access tokens (`typ` missing, or `JWT`), and how to tell them: an ID token must not open an API.
 * The function is asked whenever a token is verified, and not of one that is remembered, of claims that are signed and of the right shape; only `true` lets it pass.
 * In any case refused are tokens with `nonce`, `at_hash`, `c_hash`, `s_hash` or `events`, and those whose `token_use` or `typ` claim names another kind.
 */
export const allowUntyped: unique symbol = Symbol("allowUntyped");

/**
 * Says that the audience is not compared, for issuers that name none in access tokens, and how to tell otherwise that a token is for this API: a token that another
 * API was given must not open this one. The function is asked whenever a token is verified, and not of one that is remembered; only `true` lets it pass.
 */
export const allowAnyAudience: unique symbol = Symbol("allowAnyAudience");

/** Whom tokens must be for. */
export type AudienceOptions =
  | {
      /** The name of this API, or its names: a token must be for one of them. Compared exactly. */
      readonly audience: string | readonly string[];
      readonly [allowAnyAudience]?: never;
    }
  | { readonly audience?: never; readonly [allowAnyAudience]: (claims: TokenClaims) => boolean };

/** What signatures are checked with. */
export type KeyOptions =
  | {
      /** The application's own keys, each with its algorithm. */
      readonly keys: LocalKeys;
      /** The algorithms that a token may name. Default: those of the keys. */
      readonly algorithms?: readonly Algorithm[];
    }
  | {
      /** Where keys come from: `jwks(url)`, `keyRing(keys)`, or one of your own. */
      readonly keys: KeySource;
      /** The algorithms that a token may name: public ones, or HMAC ones, never both. */
      readonly algorithms: readonly Algorithm[];
    };

/** What `jwt()` can be told besides audience and keys. */
export interface TokenOptions<S extends string> {
  /** Who signs the tokens: their `iss`, compared exactly. */
  readonly issuer: string;
  /** Every scope that may be demanded of a token. Default: none. */
  readonly scopes?: readonly S[];
  /** Where the claims keep scopes. Default: `"scope"`. */
  readonly scopesFrom?: ScopesFrom<TokenClaims>;
  /** The `typ` that tokens must have, with or without `application/`, in any case. Default: `"at+jwt"` (RFC 9068 section 2.1). */
  readonly type?: string;
  readonly [allowUntyped]?: (claims: TokenClaims) => boolean;
  /** Further claims that must be there, each as one of these strings. Default: none. */
  readonly claims?: Readonly<Record<string, string | readonly string[]>>;
  /** Seconds by which clocks may differ, 0 to 60. Default: 5 for `iat` and `nbf`, 0 for `exp`; what is said here holds for all three. */
  readonly leeway?: number;
  /** Seconds from `iat` to `exp`, at most; a token without `iat` is then refused. Default: any number. */
  readonly maxLifetime?: number;
  /** The time, in milliseconds since 1970. Default: the system's. */
  readonly clock?: Clock;
  /** How many tokens that were verified twice are remembered, 1 to 100,000; `false`: none, each request costs a verification. Default: 1,000. */
  readonly cache?: { readonly size: number } | false;
  /** Asked on every request, also for a remembered token: only `false` lets it pass. Look it up by `iss` and `jti`. Default: nothing is revoked. */
  readonly revoked?: (token: AccessToken, context: Context) => Awaitable<boolean>;
}

/** What {@link jwt} needs to know. */
export type JwtOptions<S extends string = never> = TokenOptions<S> & AudienceOptions & KeyOptions;
