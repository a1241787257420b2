import { UnavailableError } from "../../contract/errors.js";
import type { JsonObject } from "../../http/strict-json.js";
import { digestOf } from "../../jwt/digest/digest.js";
import { fetchObject } from "../remote/document.js";
import { AnswerCache } from "./answer-cache.js";
import type { IntrospectionSettings } from "./options.js";

/** Where to ask, once it is known. */
export type FindEndpoint = () => string | Promise<string>;

/** Tokens that the issuer may be asked about at once: made-up ones cost nothing to make. */
const mostAsked = 1_000;

/** Asks an issuer about tokens: about each once in a while, however many requests bring it. */
export class Introspector {
  readonly #settings: IntrospectionSettings;
  readonly #endpoint: FindEndpoint;
  readonly #authorization: string;
  readonly #cache: AnswerCache<JsonObject>;
  readonly #pending = new Map<string, Promise<JsonObject>>();

  constructor(settings: IntrospectionSettings, endpoint: FindEndpoint, authorization: string) {
    this.#settings = settings;
    this.#endpoint = endpoint;
    this.#authorization = authorization;
    this.#cache = new AnswerCache(settings.cache);
  }

  /** What the issuer says of a token, now or a short while ago. Where nothing is kept, nothing is shared either: every answer is younger than its request. */
  about(token: string): JsonObject | Promise<JsonObject> {
    const digest = digestOf(token);
    if (this.#settings.cache.maxAge === 0) return this.#ask(token, digest);
    const known = this.#cache.get(digest, this.#settings.clock()) ?? this.#pending.get(digest);
    if (known !== undefined) return known;
    if (this.#pending.size >= mostAsked) throw new UnavailableError("Too many tokens are being asked about at once.", { retryAfter: 1 });
    const asked = this.#ask(token, digest).finally(() => this.#pending.delete(digest));
    this.#pending.set(digest, asked);
    return asked;
  }

  async #ask(token: string, digest: string): Promise<JsonObject> {
    const url = await this.#endpoint();
    const now = this.#settings.clock();
    // To a token that is none to them, some issuers say 400. It must not look like an outage, which anybody could then cause.
    const answer = (await fetchObject("Introspection", { url, init: this.#request(token), none: 400 }, this.#settings)) ?? {
      active: false,
    };
    const { active, exp } = answer;
    const expires = typeof exp === "number" ? (exp + this.#settings.leeway.after) * 1000 : Infinity;
    this.#cache.keep(digest, answer, { isGood: active === true, now, expires });
    return answer;
  }

  /** The token goes into the body only: addresses are logged. */
  #request(token: string): RequestInit {
    const headers = { Authorization: this.#authorization, Accept: "application/json" };
    return { method: "POST", headers, body: new URLSearchParams({ token, token_type_hint: "access_token" }) };
  }
}
