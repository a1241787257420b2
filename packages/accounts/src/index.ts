export { apiKeys, ApiKeys } from "./api-keys/api-keys.js";
export { packApiKey, unpackApiKey, type ApiKeyColumns } from "./api-keys/api-key-columns.js";
export type { ApiKeyHolder, ApiKeyInfo, ApiKeyVerifier, IssuedApiKey } from "./api-keys/holder.js";
export { memoryApiKeys, type MemoryApiKeysOptions } from "./api-keys/memory-store.js";
export type { ApiKeyLife, ApiKeysOptions, NewApiKey, OwnedApiKey, RotateApiKey } from "./api-keys/options.js";
export type { ApiKeyRecord, ApiKeyRevocation, ApiKeyRotation, ApiKeyStore } from "./api-keys/store.js";
export { cookie, type Cookie } from "./cookies/cookie.js";
export {
  allowPlainHttp,
  allowScripts,
  type CookieOptions,
  type HostCookieOptions,
  type PlainCookieOptions,
  type SecureCookieOptions,
} from "./cookies/options.js";
export { allowConsoleMail, consoleMailer, type ConsoleMailerOptions } from "./mail/console-mailer.js";
export type { MailEvent, MailListener } from "./mail/events.js";
export { requireMail, type Mail, type Mailer } from "./mail/mail.js";
export { memoryMailer, type MemoryMailer } from "./mail/memory-mailer.js";
export type { Envelope, MailTransport } from "./mail/nodemailer-library.js";
export { outbox, type Letter, type Outbox, type OutboxOptions } from "./mail/outbox.js";
export { allowPlainSmtp, smtpMailer, type SmtpMailerOptions } from "./mail/smtp-mailer.js";
export { argon2Hasher, type Argon2Options } from "./passwords/argon2.js";
export type { FindAccount, FoundAccount, SignInOptions, Upgrade } from "./passwords/authenticate.js";
export { bcryptHasher, type BcryptOptions } from "./passwords/bcrypt.js";
export type { EnrollOptions, Enrollment } from "./passwords/enrollment.js";
export { pbkdf2Verifier, type Pbkdf2VerifierOptions } from "./passwords/foreign/pbkdf2.js";
export { scryptVerifier, type ScryptVerifierOptions } from "./passwords/foreign/scrypt.js";
export type {
  CheckOptions,
  HashedPassword,
  HashingOptions,
  PasswordCheck,
  PasswordHasher,
  PasswordVerifier,
  StoredPassword,
} from "./passwords/hasher.js";
export { hashingQueue, HashingQueue, type HashingQueueOptions } from "./passwords/hashing-queue.js";
export { allowLowCost, type LowCostOption } from "./passwords/low-cost.js";
export type { PasswordsOptions } from "./passwords/options.js";
export { passwords, Passwords } from "./passwords/passwords.js";
export {
  blockedWords,
  type Blocklist,
  type BlocklistContext,
  type PasswordPolicyOptions,
  type PasswordProblem,
} from "./passwords/policy.js";
export type { PasswordCacheOptions } from "./passwords/remembered.js";
export { PasswordError, type SpellingProblem } from "./passwords/spelling.js";
export { singleUseCodes, type Codes } from "./codes/codes.js";
export { memoryCodes, type MemoryCodesOptions } from "./codes/memory-codes.js";
export type { CodeClaim, CodeProblem, CodesOptions, NewCode, PresentedCode } from "./codes/options.js";
export { packCode, unpackCode, type CodeRecord, type CodeStore } from "./codes/store.js";
export type { AuthenticateClient, ClientCredentials, GrantType, OAuthClient } from "./endpoints/clients.js";
export type { Authenticated, AuthenticateUser } from "./sign-in/authenticate-user.js";
export { clientProtocol, type ClientProtocolOptions } from "./https/client-protocol.js";
export { introspectionEndpoint, type IntrospectionEndpointOptions } from "./endpoints/introspection.js";
export { jwksEndpoint, type JwksEndpointOptions } from "./endpoints/jwks.js";
export { revocationEndpoint, type RevocationEndpointOptions } from "./endpoints/revocation.js";
export { signOutEndpoint, type SignOutEndpointOptions } from "./endpoints/sign-out.js";
export { tokenEndpoint, type TokenEndpointOptions } from "./endpoints/token.js";
export type { Environment } from "./environment/environment.js";
export type { ExternalSigner, SigningJwk, SigningKey, SigningKeyObject, SigningSecret } from "./keys/signing-key.js";
export type { SigningKeysOptions } from "./keys/options.js";
export { signingKeys, type JwkSet, type SigningKeys } from "./keys/signing-keys.js";
export { subKey } from "./keys/sub-key.js";
export { searchable } from "./searchable.js";
export type { Attempt } from "./throttle/attempt.js";
export { clientAddress, type ClientAddressOptions, type FindClient } from "./throttle/client-address.js";
export {
  postgresCounters,
  redisCounters,
  throttleTable,
  type Counter,
  type CounterOptions,
  type MakeCounter,
  type PostgresCountersOptions,
} from "./throttle/counters.js";
export type { ForwardedHeader } from "./throttle/forwarded.js";
export type { Limit, Limits } from "./throttle/limits.js";
export { memoryCounters, type MemoryCountersOptions } from "./throttle/memory-counter.js";
export { allowUnthrottled, type ThrottleOptions } from "./throttle/options.js";
export { throttle, type Throttle } from "./throttle/throttle.js";
export { throttled, type Authenticate } from "./throttle/throttled.js";
export type { AppSettings, IssuingSettings, VerifyingSettings } from "./settings/app-settings.js";
export type { SettingsOptions } from "./settings/examine.js";
export type { ClaimOptions } from "./recovery/claiming.js";
export type { ConfirmVerificationOptions } from "./recovery/confirming.js";
export { allowPasswordless, type Letterhead, type LinkLetter, type LinkOptions, type RequestLinkOptions } from "./recovery/options.js";
export { confirmResetEndpoint, requestResetEndpoint, resetSender, type ResetLinkOptions } from "./recovery/reset.js";
export type { ConfirmResetOptions } from "./recovery/resetting.js";
export {
  confirmVerificationEndpoint,
  requestVerificationEndpoint,
  verificationSender,
  type VerificationLinkOptions,
} from "./recovery/verification.js";
export { verifiedUser } from "./recovery/verified-user.js";
export { readSettings } from "./settings/read-settings.js";
export type { SecretText } from "./settings/secret-text.js";
export type { OpenedStore, StoreOpener } from "./settings/store-kinds.js";
export type { Rules } from "./settings/variables.js";
export type { IssuedAccess } from "./tokens/access.js";
export type { Account } from "./tokens/account.js";
export type { TokenEvent, TokenListener } from "./tokens/events.js";
export { endOf, packFamily, unpackFamily, type Family, type Seed, type Spent } from "./tokens/family.js";
export { familyColumns, familyInColumns, type FamilyColumns } from "./tokens/family-columns.js";
export type { SignIn } from "./tokens/granting.js";
export { memoryStore, type MemoryStoreOptions } from "./tokens/memory-store.js";
export { allowUnchecked, type Lifetimes, type TokensOptions } from "./tokens/options.js";
export { tokenResponse, type TokenPair } from "./tokens/pair.js";
export type { Refresh } from "./tokens/refreshing.js";
export type { Session } from "./tokens/sessions.js";
export type { DeniedToken, EndOfAll, RefreshStore, TokenQuestion } from "./tokens/store.js";
export { tokens, type Tokens } from "./tokens/tokens.js";
export type { Verification } from "./tokens/verification.js";
export { emailLogin, usernameLogin, type LoginName, type LoginText } from "./users/login-name.js";
export { roleAddresses } from "./users/reserved-names.js";
export { reserving } from "./users/reserving.js";
export { memoryUsers, MemoryUsers, type MemoryUser, type MemoryUserChange } from "./users/memory-users.js";
export { requireHash } from "./users/require-hash.js";
export type { NewUser, PasswordChange, StoredUser, Users } from "./users/users.js";
export { accounts, type Accounts } from "./accounts/accounts.js";
export type { AccountPath } from "./accounts/endpoints.js";
export type { AccountsOptions, IssuerOptions } from "./accounts/options.js";
export { callers, type Callers, type CallersOptions, type TokenSchemeOption } from "./callers/callers.js";
export { meEndpoint, type MeEndpointOptions } from "./callers/me-endpoint.js";
export { changePasswordEndpoint } from "./change-password/change-password-endpoint.js";
export { confirmation, type ConfirmationOptions } from "./change-password/confirmation.js";
export type { ChangePasswordOptions } from "./change-password/options.js";
export {
  endAllSessionsEndpoint,
  endOtherSessionsEndpoint,
  endSessionEndpoint,
  sessionsEndpoint,
  type SessionEndpointOptions,
} from "./sessions/session-endpoints.js";
export { BackendAuthentication, BaseUserAuthentication, type Authentication, type BackendOptions } from "./sign-in/authentication.js";
export type { OwnPagesOptions } from "./sign-in/own-pages.js";
export { refreshEndpoint, type RefreshEndpointOptions } from "./sign-in/refresh-endpoint.js";
export { signInEndpoint, type SignInEndpointOptions } from "./sign-in/sign-in-endpoint.js";
export { signUpLimits } from "./sign-up/limiting.js";
export { allowEnumeration, type Registration, type SignUpOptions } from "./sign-up/options.js";
export { invalidField, type FieldReader, type InvalidField, type ProfileFields } from "./sign-up/profile.js";
export { signUpEndpoint } from "./sign-up/sign-up-endpoint.js";
