import { ConfigurationError } from "@ampoule/core";
import { generateKeyPairSync } from "node:crypto";
import process from "node:process";
import { secretNames, type Environment } from "../environment/environment.js";
import { lookUp } from "../environment/look-up.js";
import type { SigningKey } from "./signing-key.js";

const mend = 'set SECRET_KEY (npx @ampoule/accounts secret), or hand in keys: signingKeys({ keys: [{ alg: "EdDSA", key: pem }] })';

let development: SigningKey | undefined;

/**
 * The key that the environment gives.
 * @throws ConfigurationError where there is none and `NODE_ENV` is `production`, where two variables differ, and where a file cannot be read.
 */
export function environmentKey(environment: Environment): SigningKey {
  const found = lookUp(environment, secretNames);
  if (found === undefined) return keyWithoutSecret(environment);
  if ("problem" in found) throw new ConfigurationError("invalid_option", found.problem);
  return { alg: "HS256", secret: found.text };
}

function keyWithoutSecret(environment: Environment): SigningKey {
  if (environment["NODE_ENV"] !== "production") return developmentKey();
  throw new ConfigurationError("invalid_option", `signingKeys() has no key, and NODE_ENV is production: ${mend}.`);
}

/** One for the whole process, so that its parts understand each other. */
export function developmentKey(): SigningKey {
  return (development ??= makeDevelopmentKey());
}

function makeDevelopmentKey(): SigningKey {
  process.emitWarning(`Tokens are signed with a key made up for this process: a restart signs everybody out. Before production, ${mend}.`, {
    type: "AmpouleWarning",
    code: "AMPOULE_DEVELOPMENT_KEY",
  });
  return { alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey };
}
