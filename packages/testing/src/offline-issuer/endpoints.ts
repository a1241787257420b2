import { authenticate } from "./client-authentication.js";
import type { Endpoint } from "./faults.js";
import type { IssuerSettings } from "./options.js";
import type { SigningKeys } from "./signing-keys.js";
import type { Tokens } from "./tokens.js";

/** Members that the metadata is to have besides the usual ones; `undefined` leaves one out. */
export type Metadata = Readonly<Record<string, unknown>>;

/** What an issuer answers when nothing fails. */
export class Endpoints {
  readonly #settings: IssuerSettings;
  readonly #keys: SigningKeys;
  readonly #tokens: Tokens;
  /** Its address, without the path. */
  origin = "";
  announced: Metadata = {};

  constructor(settings: IssuerSettings, keys: SigningKeys, tokens: Tokens) {
    this.#settings = settings;
    this.#keys = keys;
    this.#tokens = tokens;
  }

  /** Where its endpoints are. */
  get base(): string {
    return this.origin + this.#settings.path;
  }

  get issuer(): string {
    return this.#settings.issuer ?? this.base;
  }

  endpointOf(path: string): Endpoint {
    const own = this.#settings.path;
    const places: Readonly<Record<string, Endpoint>> = {
      [`${own}/.well-known/openid-configuration`]: "discovery",
      [`/.well-known/oauth-authorization-server${own}`]: "discovery",
      [`${own}/jwks`]: "jwks",
      [`${own}/token`]: "token",
      [`${own}/introspect`]: "introspection",
    };
    return places[path] ?? "other";
  }

  async answer(endpoint: Endpoint, request: Request, body: string): Promise<Response> {
    switch (endpoint) {
      case "discovery":
        return Response.json(this.#metadata());
      case "jwks":
        return Response.json(this.#keys.jwks);
      case "token":
      case "introspection":
        return this.#asked(endpoint, request, new URLSearchParams(body));
      case "other":
        return new Response("not here", { status: 404 });
    }
  }

  #metadata(): object {
    const { base, issuer } = this;
    const algorithms = this.#keys.jwks.keys.map(({ alg }) => alg);
    return {
      issuer,
      jwks_uri: `${base}/jwks`,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      introspection_endpoint: `${base}/introspect`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      grant_types_supported: ["client_credentials"],
      id_token_signing_alg_values_supported: [...new Set(algorithms)],
      ...this.announced,
    };
  }

  #asked(endpoint: "token" | "introspection", request: Request, form: URLSearchParams): Response | Promise<Response> {
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { Allow: "POST" } });
    const client = authenticate(request, form, this.#settings.clients);
    if (client === undefined) return refusal("invalid_client", 401, { "WWW-Authenticate": 'Basic realm="issuer"' });
    return endpoint === "token" ? this.#token(client, form) : this.#introspection(form);
  }

  /** The client's own token (RFC 6749 section 4.4). */
  async #token(client: string, form: URLSearchParams): Promise<Response> {
    if (form.get("grant_type") !== "client_credentials") return refusal("unsupported_grant_type", 400);
    const scope = form.get("scope") ?? undefined;
    const aud = form.get("resource") ?? form.get("audience") ?? this.#settings.audience;
    const access_token = await this.#tokens.mint({ sub: client, client_id: client, aud, scope });
    return unkept({ access_token, token_type: "Bearer", expires_in: this.#settings.lifetime, ...(scope !== undefined && { scope }) });
  }

  #introspection(form: URLSearchParams): Response {
    const token = form.get("token");
    return token === null ? refusal("invalid_request", 400) : unkept(this.#tokens.introspect(token));
  }
}

function refusal(error: string, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ error }, { status, headers: { ...headers, "Cache-Control": "no-store" } });
}

function unkept(body: object): Response {
  return Response.json(body, { headers: { "Cache-Control": "no-store" } });
}
