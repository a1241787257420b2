import { createHash } from "node:crypto";
import { inject, injectable } from "tsyringe";
import { Store } from "./store.js";

export interface ApiKeyHolder {
  readonly service: string;
}

/** API keys of other services. Only their digests are stored, and looked up, so comparing leaks nothing. */
@injectable()
export class ApiKeys {
  constructor(@inject(Store) private readonly store: Store) {}

  add(key: string, service: string): void {
    this.store.write("INSERT INTO api_keys (digest, service) VALUES (?, ?) ON CONFLICT DO NOTHING", digestOf(key), service);
  }

  find(key: string): ApiKeyHolder | undefined {
    const row = this.store.first("SELECT service FROM api_keys WHERE digest = ?", digestOf(key));
    return row && { service: String(row["service"]) };
  }
}

const digestOf = (key: string): string => createHash("sha256").update(key).digest("base64url");
