import { ConfigurationError } from "@ampoule/core";
import { generateKeyPairSync } from "node:crypto";
import process from "node:process";
import type { SigningKey } from "./signing-key.js";

/** Variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What people coming from FastAPI and its kin have called it. The first is the documented one. */
const names = ["SECRET_KEY", "JWT_SECRET_KEY", "JWT_SECRET"] as const;
const mend = 'set SECRET_KEY (openssl rand -base64 48), or hand in keys: signingKeys({ keys: [{ alg: "EdDSA", key: pem }] })';

let development: SigningKey | undefined;

/**
 * The key that the environment gives.
 * @throws ConfigurationError where there is none and `NODE_ENV` is `production`, or where two variables differ.
 */
export function environmentKey(environment: Environment): SigningKey {
  const found = names.filter((name) => (environment[name] ?? "") !== "");
  const secrets = new Set(found.map((name) => environment[name]));
  if (secrets.size > 1) throw new ConfigurationError("invalid_option", `${found.join(" and ")} differ: keep SECRET_KEY.`);
  const [secret] = secrets;
  if (secret !== undefined) return { alg: "HS256", secret };
  if (environment["NODE_ENV"] === "production") {
    throw new ConfigurationError("invalid_option", `signingKeys() has no key, and NODE_ENV is production: ${mend}.`);
  }
  return (development ??= makeDevelopmentKey());
}

/** One for the whole process, so that its parts understand each other. */
function makeDevelopmentKey(): SigningKey {
  process.emitWarning(`Tokens are signed with a key made up for this process: a restart signs everybody out. Before production, ${mend}.`, {
    type: "AmpouleWarning",
    code: "AMPOULE_DEVELOPMENT_KEY",
  });
  return { alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey };
}
