import { ConfigurationError } from "@ampoule/core";
import { createRequire } from "node:module";

/** What is used of @node-rs/argon2. */
export type Argon2Library = Pick<typeof import("@node-rs/argon2"), "hash" | "verify">;

const peer = "@node-rs/argon2";

/** Loads the optional peer, when a hasher is made: not at the first sign-in. @throws ConfigurationError where it is not installed, or not for this platform. */
export function argon2Library(load: (name: string) => unknown = createRequire(import.meta.url)): Argon2Library {
  try {
    return load(peer) as Argon2Library;
  } catch (cause) {
    throw new ConfigurationError("missing_binding", `argon2Hasher() needs the package ${peer}: npm install ${peer}`, { cause });
  }
}
