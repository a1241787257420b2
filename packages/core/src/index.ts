export { authorize, can, type Authorize, type Can } from "./authorization/asking.js";
export { authorized, type Authorization } from "./authorization/authorized.js";
export { pathParameters, type PathParameterNames } from "./authorization/path-parameters.js";
export type { Grant, PermissionName, Statements } from "./authorization/permissions.js";
export * as policies from "./authorization/policies.js";
export { roles, type Roles, type RolesOptions } from "./authorization/roles.js";
export type { Challenge, ChallengeReason } from "./contract/challenge.js";
export type { ChildContainer, Container, ContainerToken, Token, TypedToken } from "./contract/container.js";
export { token } from "./contract/container.js";
export type { Context } from "./contract/context.js";
export type { Endpoint, EndpointMethod } from "./contract/endpoint.js";
export {
  ConfigurationError,
  ForbiddenError,
  RefusedError,
  UnavailableError,
  type ConfigurationCode,
  type ForbiddenOptions,
  type UnavailableOptions,
} from "./contract/errors.js";
export type { SecurityEvent } from "./contract/event.js";
export { oauthError, type OAuthErrorCode, type OAuthErrorOptions, type OAuthProblem } from "./contract/oauth-error.js";
export {
  absent,
  granted,
  isOutcome,
  rejected,
  type Absent,
  type Granted,
  type Outcome,
  type Rejected,
  type RejectedOptions,
  type RequestProblem,
} from "./contract/outcome.js";
export { policy, type Policy } from "./contract/policy.js";
export {
  SecurityProvider,
  type AnyProvider,
  type Awaitable,
  type Lifetime,
  type Needs,
  type Provided,
  type ProviderClass,
  type ProviderValue,
  type ResourceValue,
  type Provision,
  type Scopes,
  type Values,
  type Yielded,
} from "./contract/provider.js";
export type { FindRequestId } from "./adapt/request-ids.js";
export type { Problem, RefusalCode, Render, RenderedBody } from "./contract/refusal.js";
export { REQUEST } from "./contract/request-token.js";
export type { RequestView } from "./contract/request-view.js";
export type { ScopeClaim, ScopesFrom } from "./contract/scopes.js";
export { SecurityScopes } from "./contract/security-scopes.js";
export { abstain, allow, deny, type Abstain, type Allow, type Deny, type Verdict } from "./contract/verdict.js";
export { allowCrossSite } from "./csrf/allow-cross-site.js";
export { csrfToken, type CsrfToken, type CsrfTokenOptions } from "./csrf/csrf-token.js";
export type { BrowserOptions, SameOriginOptions } from "./csrf/options.js";
export { sameOrigin } from "./csrf/same-origin.js";
export { allOf, anyOf, fresh, map, narrow, optional, require, scoped } from "./declare/combine.js";
export { Dependency } from "./declare/dependency.js";
export type { DoesNotFit, ParameterDecoratorFor } from "./declare/fits.js";
export { endpoint, openEndpoint } from "./declare/endpoint.js";
export { Guarded, type GuardDecorator } from "./declare/guarded.js";
export { Open } from "./declare/open.js";
export { provider } from "./declare/provider.js";
export { resource, type ResourceOptions, type Steps } from "./declare/resource.js";
export { Security, securityParam } from "./declare/security.js";
export { JsonBody, jsonBody, type JsonBodyOptions } from "./forms/json-body.js";
export type { SchemaBodyOptions } from "./forms/schema-body.js";
export { loginForm, strictLoginForm, type LoginForm, type LoginFormOptions, type StrictLoginForm } from "./forms/login-form.js";
export { OAuthForm, oauthForm, type OAuthFormOptions } from "./forms/oauth-form.js";
export { isLoopback, isOrigin } from "./http/origin.js";
export { allowLoopback, type FindProtocol, type HttpsOptions, type StrictTransport } from "./https/options.js";
export { pageHeaders, type PageOptions } from "./page-headers/page-headers.js";
export {
  allowKeyInUrl,
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  type ApiKeyCookieOptions,
  type ApiKeyOptions,
  type ApiKeyQueryOptions,
} from "./schemes/api-key.js";
export { basic, type BasicCredentials, type BasicOptions } from "./schemes/basic.js";
export { bearer, type BearerOptions, type TokenVerifier, type VerifyToken } from "./schemes/bearer.js";
export { httpBase, type HttpBaseOptions, type HttpCredentials } from "./schemes/http-base.js";
export type { SchemeOptions, SchemeParts } from "./schemes/make-scheme.js";
export {
  oauth2,
  oauth2AuthorizationCodeBearer,
  oauth2ClientCredentialsBearer,
  oauth2PasswordBearer,
  type OAuth2AuthorizationCodeBearerOptions,
  type OAuth2ClientCredentialsBearerOptions,
  type OAuth2Options,
  type OAuth2PasswordBearerOptions,
} from "./schemes/oauth2.js";
export type { AuthorizingFlow, OAuth2Flows, TokenFlow } from "./schemes/oauth2-flows.js";
export { openIdConnect, type OpenIdConnectOptions } from "./schemes/open-id-connect.js";
export { scheme, type CustomSchemeOptions } from "./schemes/scheme.js";
export { isStandardSchema, readBySchema, type SchemaReading } from "./schema/standard-schema.js";
export { constantTimeEqual } from "./secrets/constant-time.js";
