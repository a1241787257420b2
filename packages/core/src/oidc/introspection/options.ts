import { ConfigurationError } from "../../contract/errors.js";
import { remoteSettings, requireWithin, type RemoteOptions, type RemoteSettings } from "../remote/remote-options.js";
import type { AnswerCacheSettings } from "./answer-cache.js";
import type { Expectations } from "./judge.js";

/** Says that tokens without an audience are accepted, for issuers that never name one. One that names others is still refused. */
export const allowMissingAudience: unique symbol = Symbol("allowMissingAudience");

/** For how long answers are kept. */
export interface IntrospectionCacheOptions {
  /** Milliseconds for which a good answer is used again, 0 to 60,000. A token that is revoked is accepted for so long. Default: 10,000. */
  readonly maxAge?: number;
  /** Answers of each kind, good ones and others, 1 to 1,000,000. Default: 10,000. */
  readonly maxEntries?: number;
}

/** Where the endpoint is: found out from the issuer, or said. */
type EndpointOptions =
  | { readonly issuer: string; readonly endpoint?: never; readonly allowedHosts?: readonly string[] }
  | { readonly endpoint: string; readonly issuer?: string; readonly allowedHosts?: never };

/** What {@link introspection} needs to know. */
export type IntrospectionOptions<S extends string = never> = RemoteOptions &
  EndpointOptions & {
    /** How this API calls itself at the issuer, which it must be registered with. */
    readonly clientId: string;
    readonly clientSecret: string;
    /** Which audience a token must name, one of these. */
    readonly audience: string | readonly string[];
    /** Every scope that may be demanded of a token. Default: none. */
    readonly scopes?: readonly S[];
    /** Seconds by which clocks may differ, 0 to 60. Default: 5 for `iat` and `nbf`, 0 for `exp`; what is said here holds for all three. */
    readonly leeway?: number;
    /** For how long answers are kept; `false`: the issuer is asked for each request. */
    readonly cache?: IntrospectionCacheOptions | false;
    readonly [allowMissingAudience]?: boolean;
  };

/** Options with their defaults filled in, checked. */
export interface IntrospectionSettings extends RemoteSettings, Expectations {
  readonly cache: AnswerCacheSettings;
}

const refusalsMaxAge = 2000;

/** @throws ConfigurationError on an option out of its range, and without an audience. */
export function introspectionSettings(options: IntrospectionOptions<string>): IntrospectionSettings {
  const { audience, leeway = 0, issuer, cache } = options;
  const { maxAge = 10_000, maxEntries = 10_000 } = cache === false ? { maxAge: 0 } : (cache ?? {});
  requireWithin("introspection: leeway", leeway, [0, 60]);
  requireWithin("introspection: cache.maxAge", maxAge, [0, 60_000]);
  requireWithin("introspection: cache.maxEntries", maxEntries, [1, 1_000_000]);
  return {
    ...remoteSettings("introspection", options),
    audience: audiences(audience),
    allowsMissingAudience: options[allowMissingAudience] === true,
    issuer,
    leeway: { after: leeway, ahead: options.leeway ?? 5 },
    cache: { maxAge, maxEntries, maxAgeOfRefusals: Math.min(maxAge, refusalsMaxAge) },
  };
}

function audiences(audience: string | readonly string[]): readonly string[] {
  const named = typeof audience === "string" ? [audience] : audience;
  if (Array.isArray(named) && named.length > 0 && named.every((name) => typeof name === "string" && name !== "")) return [...named];
  throw new ConfigurationError(
    "invalid_option",
    "introspection() needs the audience that its tokens are for: without one, a token for another API would do.",
  );
}
