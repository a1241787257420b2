import { UnavailableError } from "@ampoule/core";
import { createHash } from "node:crypto";
import type { RedisClient, ScriptOptions } from "./redis-client.js";

/** A Lua script, which Redis runs in one step. Every key that it touches is handed in, as a cluster wants. */
export class Script {
  readonly #text: string;
  readonly #digest: string;

  constructor(text: string) {
    this.#text = text;
    this.#digest = createHash("sha1").update(text).digest("hex");
  }

  /** @throws UnavailableError, whatever the client throws. */
  async run(client: RedisClient, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    // A command that waits for a connection would be carried out when nobody waits for its answer any more.
    if (client.isReady === false) throw new UnavailableError("Redis is not connected.");
    try {
      return await this.#ask(client, { keys: [...keys], arguments: values.map(String) });
    } catch (cause) {
      throw new UnavailableError("Redis did not answer.", { cause });
    }
  }

  async #ask(client: RedisClient, options: ScriptOptions): Promise<unknown> {
    try {
      return await client.evalSha(this.#digest, options);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith("NOSCRIPT")) return client.eval(this.#text, options);
      throw error;
    }
  }
}
