import { isOrigin } from "@ampoule/core";
import { hmacAlgorithms, publicAlgorithms, type Algorithm } from "@ampoule/core/jwt";
import { secretNames } from "../environment/environment.js";
import { addressRange, withoutSecrets } from "./addresses.js";
import { SecretText } from "./secret-text.js";
import { storeKindOf, storeKinds } from "./store-kinds.js";
import { list, secret, variable, wholeNumber } from "./variable.js";

/** By whose rules a process goes. */
export type Rules = "production" | "development" | "test";

const algorithms: readonly Algorithm[] = [...hmacAlgorithms, ...publicAlgorithms];
const readText = (text: string) => (/[\u0000-\u001f]/.test(text) || text === "" ? undefined : text); // oxlint-disable-line no-control-regex -- would forge log lines
const readOrigin = (text: string) => (isOrigin(text) ? text : undefined);
const readStore = (text: string) => (storeKindOf(text) === undefined ? undefined : new SecretText(text));
const readRules = (text: string): Rules => (text === "development" || text === "test" ? text : "production");

/** Every setting, in the order in which they are shown. docs/guide/settings.md has a row for each, and a test compares them. */
export const variables = {
  rules: variable(["NODE_ENV"], "text", readRules),
  secret: secret(secretNames, "at least 32 random bytes"),
  privateKey: secret(["JWT_PRIVATE_KEY"], "a private key in PEM or as a JWK"),
  publicKey: secret(["JWT_PUBLIC_KEY"], "a public key in PEM, as a JWK, or as a JWK set"),
  algorithm: variable(["JWT_ALGORITHM", "ALGORITHM"], `one of ${algorithms.join(", ")}`, (text) =>
    algorithms.find((name) => name === text),
  ),
  issuer: variable(["JWT_ISSUER"], "text", readText),
  audience: list(["JWT_AUDIENCE"], "names", readText),
  allowedAudiences: list(["JWT_ALLOWED_AUDIENCES"], "names", readText),
  accessMinutes: wholeNumber(["JWT_ACCESS_TOKEN_EXPIRE_MINUTES", "ACCESS_TOKEN_EXPIRE_MINUTES"], "minutes", [1, 60]),
  refreshDays: wholeNumber(["JWT_REFRESH_TOKEN_EXPIRE_DAYS", "REFRESH_TOKEN_EXPIRE_DAYS"], "days", [1, 400]),
  absoluteDays: wholeNumber(["AMPOULE_SESSION_ABSOLUTE_DAYS"], "days", [1, 400]),
  graceSeconds: wholeNumber(["AMPOULE_REFRESH_GRACE_SECONDS"], "seconds", [0, 60]),
  leewaySeconds: wholeNumber(["JWT_LEEWAY_SECONDS"], "seconds", [0, 60]),
  storeUrl: {
    ...variable(["AMPOULE_STORE_URL"], `an address that begins with ${[...storeKinds.keys()].join(", ")}`, readStore),
    show: (url: SecretText) => withoutSecrets(url.reveal()),
  },
  bcryptCost: wholeNumber(["AMPOULE_BCRYPT_COST"], "", [10, 15]),
  trustedProxies: list(["AMPOULE_TRUSTED_PROXIES"], "IP addresses or ranges such as 10.0.0.0/8", addressRange),
  corsOrigins: list(["AMPOULE_CORS_ORIGINS"], "origins such as https://app.example (no path, no *)", readOrigin),
};
