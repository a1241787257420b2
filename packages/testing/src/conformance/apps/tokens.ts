import { SignJWT, UnsecuredJWT } from "jose";
import type { AppSpec, TokenSpec } from "../format/case-file.js";
import type { RequestSpec } from "../format/exchange.js";
import { required, requireKnown } from "../fields.js";

/** Texts that stand in the place of `{{name}}` in requests. */
export class Placeholders {
  readonly #captured = new Map<string, string>();

  constructor(private readonly spec: AppSpec) {}

  /** Keeps fields of an answer for later requests. */
  capture(answer: unknown, fields: Readonly<Record<string, string>> = {}): void {
    const held = Object(answer) as Readonly<Record<string, unknown>>;
    for (const [name, field] of Object.entries(fields)) this.#captured.set(name, String(held[field]));
  }

  /** A request with everything filled in. */
  async fill(request: RequestSpec): Promise<RequestSpec> {
    const text = JSON.stringify(request);
    const names = [...new Set([...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = ""]) => name))];
    const values = await Promise.all(names.map(async (name) => [name, await this.#valueOf(name)] as const));
    return JSON.parse(values.reduce((filled, [name, value]) => filled.replaceAll(`{{${name}}}`, value), text)) as RequestSpec;
  }

  async #valueOf(name: string): Promise<string> {
    if (!name.startsWith("jwt:")) return required("what was captured", name, this.#captured.get(name));
    const { jwtSecret, tokens = {} } = this.spec;
    const token = required("the tokens", name.slice("jwt:".length), tokens[name.slice("jwt:".length)]);
    return sign(token, jwtSecret);
  }
}

async function sign(token: TokenSpec, jwtSecret: string | undefined): Promise<string> {
  requireKnown("a token", token, ["claims", "expiresIn", "secret", "alg"]);
  const { claims, expiresIn, alg = "HS256" } = token;
  const payload = { ...claims, ...(expiresIn !== undefined && { exp: Math.floor(Date.now() / 1_000) + expiresIn }) };
  if (alg === "none") return new UnsecuredJWT(payload).encode();
  const key = new TextEncoder().encode(token.secret ?? required("the application", "jwtSecret", jwtSecret));
  return new SignJWT(payload).setProtectedHeader({ alg, typ: "JWT" }).sign(key);
}
