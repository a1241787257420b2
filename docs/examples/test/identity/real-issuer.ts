import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import Provider, { type Adapter, type AdapterPayload, type Configuration } from "oidc-provider";
import { Agent } from "./agent.js";

export const audience = "https://notes.test";
export const opaqueAudience = "https://opaque.test";
const redirect = "https://app.test/callback";
const machine = {
  client_id: "machine",
  client_secret: "machine-secret",
  grant_types: ["client_credentials"],
  redirect_uris: [],
  response_types: [],
};

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: "RS256", use: "sig" };
}

/** An authorization server that nobody here wrote, whose keys can be exchanged while it runs. */
export class RealIssuer implements AsyncDisposable {
  #server: Server;
  #keys: readonly JWK[] = [];
  #answer: ReturnType<Provider["callback"]> = () => Promise.resolve();
  readonly #adapters = new Map<string, AdapterPayload>();
  /** Paths that were asked for. */
  readonly asked: string[] = [];

  private constructor(
    readonly url: string,
    server: Server,
  ) {
    this.#server = server;
    this.#serve();
  }

  static async start(): Promise<RealIssuer> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const issuer = new RealIssuer(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
    await issuer.rotate("first");
    return issuer;
  }

  /** Signs with a new key, beside the old ones. */
  async rotate(kid: string): Promise<void> {
    this.#keys = [await newKey(kid), ...this.#keys];
    this.#reconfigure();
  }

  /** Publishes the newest key only. */
  removeOldKeys(): void {
    this.#keys = this.#keys.slice(0, 1);
    this.#reconfigure();
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  async restart(): Promise<void> {
    this.#server = createServer().listen(Number(new URL(this.url).port), "127.0.0.1");
    await once(this.#server, "listening");
    this.#serve();
  }

  /** A token of the machine's own. */
  async clientCredentials(resource: string, scope: string): Promise<string> {
    const form = { grant_type: "client_credentials", resource, scope };
    const answer = await this.#token(form, { authorization: `Basic ${btoa("machine:machine-secret")}` });
    return String(answer["access_token"]);
  }

  /** What somebody gets who signs in: by code, with PKCE. */
  async signIn(login: string, resource: string, scope: string): Promise<{ access: string; id: string }> {
    const verifier = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
    const digest = await crypto.subtle.digest("SHA-256", Buffer.from(verifier));
    const request = { client_id: "app", response_type: "code", redirect_uri: redirect, resource, scope: `openid ${scope}`, nonce: "n" };
    const challenge = { code_challenge: Buffer.from(digest).toString("base64url"), code_challenge_method: "S256" };
    const asked = { ...request, ...challenge };
    const back = await new Agent(redirect).visit(`${this.url}/auth?${new URLSearchParams(asked).toString()}`, [
      { prompt: "login", login, password: "any" },
      { prompt: "consent" },
    ]);
    const code = back.searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", client_id: "app", redirect_uri: redirect, code, code_verifier: verifier, resource };
    const { access_token: access, id_token: id } = await this.#token(form);
    return { access: String(access), id: String(id) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #token(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.url}/token`, { method: "POST", body: new URLSearchParams(form), headers });
    const body = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(JSON.stringify(body));
    return body;
  }

  #serve(): void {
    this.#server.on("request", (request, response) => {
      this.asked.push(request.url ?? "");
      void this.#answer(request, response);
    });
  }

  #reconfigure(): void {
    this.#answer = new Provider(this.url, configuration(this.#keys, this.#adapters)).callback();
  }
}

function configuration(keys: readonly JWK[], store: Map<string, AdapterPayload>): Configuration {
  return {
    jwks: { keys: [...keys] } as NonNullable<Configuration["jwks"]>,
    adapter: (name: string) => storeOf(name, store),
    clients: [
      machine,
      { ...machine, client_id: "api", client_secret: "api-secret" },
      { client_id: "app", token_endpoint_auth_method: "none", redirect_uris: [redirect] },
    ],
    cookies: { keys: ["only for this test"] },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    scopes: ["openid", "notes.read", "notes.write"],
    ttl: { AccessToken: 3600, ClientCredentials: 3600, Grant: 3600, IdToken: 3600, Interaction: 3600, Session: 3600 },
    features: {
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: (_, client) => client.clientId === "api" },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, resource) => ({
          scope: "notes.read notes.write",
          audience: resource,
          accessTokenFormat: resource === opaqueAudience ? "opaque" : "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
  };
}

/** What the server keeps outlives its keys. */
function storeOf(name: string, store: Map<string, AdapterPayload>): Adapter {
  const key = (id: string) => `${name}:${id}`;
  const by = (member: "uid" | "userCode", value: string) =>
    [...store].find(([stored, payload]) => stored.startsWith(key("")) && payload[member] === value)?.[1];
  return {
    upsert: async (id, payload) => void store.set(key(id), payload),
    find: async (id) => store.get(key(id)),
    findByUid: async (uid) => by("uid", uid),
    findByUserCode: async (code) => by("userCode", code),
    consume: async (id) => void Object.assign(store.get(key(id)) ?? {}, { consumed: Math.floor(Date.now() / 1000) }),
    destroy: async (id) => void store.delete(key(id)),
    revokeByGrantId: async () => undefined,
  };
}
