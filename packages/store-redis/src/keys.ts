import { searchable } from "@ampoule/accounts";
import { createHash } from "node:crypto";

/** The first characters of a family's name, which all families of a subject share. */
const shardLength = 12;

/** The names of what is kept for one subject. The part in braces puts all of it on one node of a cluster, so that a script can touch it together. */
export class Keys {
  readonly #root: string;

  private constructor(prefix: string, shard: string) {
    this.#root = `${prefix}:{${shard}}`;
  }

  static ofFamily(prefix: string, id: string): Keys {
    return new Keys(prefix, id.slice(0, shardLength));
  }

  static ofSubject(prefix: string, subject: string): Keys {
    return new Keys(prefix, createHash("sha256").update(searchable(subject)).digest().subarray(0, 9).toString("base64url"));
  }

  get index(): string {
    return `${this.#root}:families`;
  }

  get cutOff(): string {
    return `${this.#root}:cut-off`;
  }

  family(id: string): string {
    return `${this.#root}:family:${id.slice(shardLength)}`;
  }

  seed(id: string): string {
    return `${this.#root}:seed:${id.slice(shardLength)}`;
  }

  denied(jti: string): string {
    return `${this.#root}:denied:${jti}`;
  }
}
