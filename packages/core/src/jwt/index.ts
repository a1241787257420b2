export type { AccessToken, TokenClaims } from "./access-token.js";
export { hmacAlgorithms, publicAlgorithms, type Algorithm, type HmacAlgorithm, type PublicAlgorithm } from "./algorithm.js";
export { jwks } from "./jwks/jwks.js";
export { allowInsecureHttp, type JwksOptions } from "./jwks/options.js";
export { jwt, type JwtVerifier } from "./jwt.js";
export { keyRing, type KeyRing } from "./keys/key-ring.js";
export type { ImportedKey, LocalKey, LocalKeys, PublicKey, SecretKey } from "./keys/local-key.js";
export type { PublicJwk } from "./keys/public-jwk.js";
export type { KeyHint, KeySource, VerificationKey } from "./key-source.js";
export {
  allowAnyAudience,
  allowUntyped,
  type AudienceOptions,
  type Clock,
  type JwtOptions,
  type KeyOptions,
  type TokenOptions,
} from "./options.js";
