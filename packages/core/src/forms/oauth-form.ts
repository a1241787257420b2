import type { Context } from "../contract/context.js";
import { isOutcome } from "../contract/outcome.js";
import { makeProvider, type ProviderValue } from "../contract/provider.js";
import { clientFields, defaultLimit, readForm, readFormOfAnybody, requireLimit, type ReadForm } from "./read-form.js";

/** What was sent to an OAuth 2 endpoint. It shows nothing of itself in logs, `JSON.stringify` and copies. */
export class OAuthForm<N extends string = string> {
  readonly #form: ReadForm<N>;

  /** @internal */
  constructor(form: ReadForm<N>) {
    this.#form = form;
  }

  /** A field; `undefined` where it was not sent, or without a value. */
  get(name: N): string | undefined {
    return this.#form.fields.get(name);
  }

  /** The program that sends it, as it says itself. Nobody checked it. */
  get clientId(): string | null {
    return this.#form.client.clientId;
  }

  get clientSecret(): string | null {
    return this.#form.client.clientSecret;
  }
}

/** What {@link oauthForm} can be told. */
export interface OAuthFormOptions<N extends string> {
  /** The fields that are read, besides those of the client. */
  readonly fields: readonly N[];
  /** Bytes that the body may have, a whole number from 1. Default: 65,536. */
  readonly limit?: number;
  /**
   * Whether the client is read as well. `false` where another provider says who asks, and `Authorization` is its affair: then the form has no client, and what
   * names one is passed over. Default: true.
   */
  readonly client?: boolean;
}

/**
 * The form of an OAuth 2 endpoint of yours: of tokens, revocation, introspection (RFC 6749 section 3.2).
 *
 * Reads as strictly as `loginForm`: urlencoded or multipart without files, in UTF-8, up to a size; a field that comes twice is refused, one without a value counts
 * as not sent, an unknown one is passed over, and so is everything in the URL. The client may name itself in the form or in `Authorization: Basic`, not in both. Every
 * refusal is an OAuth 2 error, see {@link oauthError}.
 *
 * It checks no credential, no token and no client: your provider does.
 *
 * @throws ConfigurationError on a limit that is no such number.
 * @example
 * ```ts
 * const form = oauthForm({ fields: ["token", "token_type_hint"] });
 * const revoked = provider({ form }, ({ form }) => form.get("token") ?? oauthError("invalid_request"));
 * ```
 */
export function oauthForm<const N extends string>(options: OAuthFormOptions<N>): ProviderValue<OAuthForm<N>> {
  const { fields, limit = defaultLimit, client = true } = options;
  requireLimit("oauthForm", limit);
  const names = [...fields];
  const read = client ? readForm : readFormOfAnybody;
  const run = async (_: object, { request }: Context) => {
    const form = await read(request, names, limit);
    return isOutcome(form) ? form : new OAuthForm(form);
  };
  const requestBody = requestBodyOf(client ? [...names, ...clientFields] : names);
  return makeProvider({ kind: "function", needs: {}, run, name: "oauthForm", openapi: { requestBody } });
}

function requestBodyOf(names: readonly string[]): Readonly<Record<string, unknown>> {
  const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
  return { required: true, content: { "application/x-www-form-urlencoded": { schema: { type: "object", properties } } } };
}
