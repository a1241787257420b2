export type { Metadata } from "./endpoints.js";
export type { Endpoint, Fault, FaultFunction } from "./faults.js";
export { offlineIssuer, type OfflineIssuer, type SeenRequest } from "./offline-issuer.js";
export type { OfflineIssuerOptions } from "./options.js";
export type { IssuerAlgorithm } from "./signing-keys.js";
export type { MintOptions, TokenClaims } from "./tokens.js";
