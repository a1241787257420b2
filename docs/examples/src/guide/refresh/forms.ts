import { signingKeys, subKey, type ExternalSigner, type SigningJwk } from "@ampoule/accounts";

// #region forms
export const fromPem = (pem: string) => signingKeys({ keys: [{ alg: "EdDSA", key: pem }] }); // or a KeyObject, or a CryptoKey
export const fromJwk = (jwk: SigningJwk["jwk"]) => signingKeys({ keys: [{ alg: "RS256", jwk }] });
export const fromService = (service: ExternalSigner) => signingKeys({ keys: [service] }); // { alg, jwk, sign }: the public part, and a function
export const csrfKey = (secret: string) => subKey(secret, "csrf");
// #endregion forms
