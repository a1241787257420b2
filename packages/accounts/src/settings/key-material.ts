import { ConfigurationError } from "@ampoule/core";
import { keyRing, publicAlgorithms, type KeyRing, type PublicAlgorithm } from "@ampoule/core/jwt";
import { developmentKey } from "../keys/environment.js";
import { signingKeys, type SigningKeys } from "../keys/signing-keys.js";
import type { SigningKey } from "../keys/signing-key.js";
import { isHmac, privateKeyOf, publicKeysOf } from "./key-text.js";
import type { SecretText } from "./secret-text.js";
import type { Values } from "./values.js";

/** What a service signs with. The key for development is made when it is first asked for. */
interface SigningMaterial {
  readonly kind: "secret" | "private" | "development";
  readonly keys: () => SigningKeys;
}

/** What a service signs with, or what it verifies with. */
export type KeyMaterial = SigningMaterial | { readonly kind: "public"; readonly keys: () => KeyRing };

type Told = Pick<Values, "secret" | "privateKey" | "publicKey" | "algorithm" | "rules">;

/** Which variables said a setting. */
type SourceOf = (name: "secret" | "privateKey" | "publicKey") => string;

/** The keys that the settings give. @throws ConfigurationError on what is wrong with them; it tells nothing of them. */
export function keyMaterialOf(told: Told, sourceOf: SourceOf): KeyMaterial {
  const { secret, privateKey, publicKey, algorithm } = told;
  if (privateKey !== undefined && publicKey !== undefined)
    throw invalid("JWT_PRIVATE_KEY and JWT_PUBLIC_KEY are both set: whoever signs needs the first, whoever only verifies the second.");
  const pair = privateKey ?? publicKey;
  if (pair === undefined) return ofSecret(told, sourceOf("secret"));
  if (algorithm === undefined || isHmac(algorithm))
    throw invalid(
      `${privateKey === undefined ? "JWT_PUBLIC_KEY" : "JWT_PRIVATE_KEY"} needs its JWT_ALGORITHM: one of ${publicAlgorithms.join(", ")}.`,
    );
  // What sub-keys are made of has to be as good as what signs.
  if (secret !== undefined) named(sourceOf("secret"), () => keyRing([{ alg: "HS256", secret: secret.reveal() }]));
  return privateKey === undefined
    ? verifying(pair, algorithm, sourceOf("publicKey"))
    : ofPrivateKey(pair, algorithm, sourceOf("privateKey"));
}

function ofSecret({ secret, algorithm: told, rules }: Told, name: string): KeyMaterial {
  const algorithm = told ?? "HS256";
  if (!isHmac(algorithm)) throw invalid(`JWT_ALGORITHM is ${algorithm}: set JWT_PRIVATE_KEY to sign, or JWT_PUBLIC_KEY to verify.`);
  if (secret !== undefined) return { kind: "secret", keys: signing(name, { alg: algorithm, secret: secret.reveal() }) };
  if (rules !== "production" && told === undefined)
    return { kind: "development", keys: once(() => signingKeys({ keys: [developmentKey()] })) };
  throw invalid(
    "SECRET_KEY is not set: `npx @ampoule/accounts secret` makes one. A service that only verifies sets JWT_PUBLIC_KEY; NODE_ENV=development makes up a key at each start.",
  );
}

function ofPrivateKey(text: SecretText, algorithm: PublicAlgorithm, name: string): KeyMaterial {
  const key = privateKeyOf(text.reveal(), algorithm);
  if (key === undefined) throw invalid(`${name} is no private key in PEM, and no private JWK.`);
  return { kind: "private", keys: signing(name, key) };
}

function signing(name: string, key: SigningKey): () => SigningKeys {
  const keys = named(name, () => signingKeys({ keys: [key] }));
  return () => keys;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function verifying(text: SecretText, algorithm: PublicAlgorithm, name: string): KeyMaterial {
  const keys = publicKeysOf(text.reveal(), algorithm);
  if (keys === undefined) throw invalid(`${name} is no public key in PEM, no public JWK, and no set of those.`);
  const ring = named(name, () => keyRing(keys));
  return { kind: "public", keys: () => ring };
}

/** Says the variable where another would say the function. */
function named<T>(name: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw invalid(`${name}: ${error.message.replace(/^The \S+ key (?:"[^"]*" )?given to \w+\(\) /, "it ")}`);
  }
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", message);
}
