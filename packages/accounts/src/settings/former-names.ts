const always = "is not read: take it out. Tokens always have it";
const lifetime = "JWT_REFRESH_TOKEN_EXPIRE_DAYS, which each use renews, and AMPOULE_SESSION_ABSOLUTE_DAYS";

/** What other systems read, what tutorials do, and what to do here. Without the units in their names, half of them are misread by a factor of sixty. */
export const formerNames: ReadonlyMap<string, string> = new Map([
  ["JWT_SIGNING_KEY", "is not read: set SECRET_KEY, or JWT_PRIVATE_KEY"],
  ["JWT_VERIFYING_KEY", "is not read: set JWT_PUBLIC_KEY"],
  ["JWT_LEEWAY", "is not read: set JWT_LEEWAY_SECONDS"],
  ["JWT_ACCESS_TOKEN_LIFETIME", "is not read: set JWT_ACCESS_TOKEN_EXPIRE_MINUTES"],
  ["JWT_REFRESH_TOKEN_LIFETIME", "is not read: set JWT_REFRESH_TOKEN_EXPIRE_DAYS"],
  ["JWT_SLIDING_TOKEN_LIFETIME", `is not read: set ${lifetime}`],
  ["JWT_SLIDING_TOKEN_REFRESH_LIFETIME", `is not read: set ${lifetime}`],
  ["JWT_EXPIRES_IN", "is not read: set JWT_ACCESS_TOKEN_EXPIRE_MINUTES"],
  ["JWT_REFRESH_EXPIRES_IN", "is not read: set JWT_REFRESH_TOKEN_EXPIRE_DAYS"],
  ["JWT_REFRESH_SECRET", "is not read: take it out. Refresh tokens are random, and nothing signs them"],
  ["JWT_REFRESH_SECRET_KEY", "is not read: take it out. Refresh tokens are random, and nothing signs them"],
  ["JWT_JTI_CLAIM", `${always}, as jti`],
  ["JWT_USER_ID_CLAIM", `${always}, as sub`],
  ["JWT_USER_ID_FIELD", "is not read: hand account(id) to tokens()"],
  ["JWT_AUTHORIZATION_HEADER", "is not read: take it out. bearer() reads Authorization"],
  ["JWT_AUTH_HEADER_TYPES", "is not read: take it out. bearer() reads Bearer, in any case; httpBase() others"],
  ["JWT_API_KEY_HEADER", "is not read: hand the name to apiKeyHeader({ name })"],
  ["JWT_ACCESS_TOKEN_NAME", "is not read: take it out. Answers say access_token (RFC 6749)"],
  ["JWT_REFRESH_TOKEN_NAME", "is not read: take it out. Answers say refresh_token (RFC 6749)"],
]);
