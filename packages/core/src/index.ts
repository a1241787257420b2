export type { Challenge, ChallengeReason } from "./contract/challenge.js";
export type { ChildContainer, Container, ContainerToken, Token, TypedToken } from "./contract/container.js";
export { token } from "./contract/container.js";
export type { Context } from "./contract/context.js";
export { ConfigurationError, UnavailableError, type ConfigurationCode, type UnavailableOptions } from "./contract/errors.js";
export type { SecurityEvent } from "./contract/event.js";
export {
  absent,
  granted,
  rejected,
  type Absent,
  type Granted,
  type Outcome,
  type Rejected,
  type RejectedOptions,
} from "./contract/outcome.js";
export { policy, type Policy } from "./contract/policy.js";
export {
  SecurityProvider,
  type AnyProvider,
  type Awaitable,
  type Needs,
  type Provided,
  type ProviderClass,
  type ProviderValue,
  type Provision,
  type Scopes,
  type Values,
  type Yielded,
} from "./contract/provider.js";
export type { Problem, RefusalCode } from "./contract/refusal.js";
export { REQUEST } from "./contract/request-token.js";
export type { RequestView } from "./contract/request-view.js";
export { allOf, anyOf, map, narrow, optional, require, scoped } from "./declare/combine.js";
export { Dependency } from "./declare/dependency.js";
export type { DoesNotFit, ParameterDecoratorFor } from "./declare/fits.js";
export { Open } from "./declare/open.js";
export { provider } from "./declare/provider.js";
export { Security, securityParam } from "./declare/security.js";
export { allowKeyInUrl, apiKeyCookie, apiKeyHeader, apiKeyQuery, type ApiKeyOptions, type ApiKeyQueryOptions } from "./schemes/api-key.js";
export { basic, type BasicCredentials, type BasicOptions } from "./schemes/basic.js";
export { bearer, type BearerOptions, type TokenVerifier, type VerifyToken } from "./schemes/bearer.js";
export { oauth2PasswordBearer, type OAuth2PasswordBearerOptions } from "./schemes/oauth2.js";
export { scheme, type CustomSchemeOptions, type SchemeOptions } from "./schemes/scheme.js";
export { constantTimeEqual } from "./secrets/constant-time.js";
