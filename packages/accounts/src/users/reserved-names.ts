/** Mailboxes that everybody expects somebody responsible behind (RFC 2142), and whose mail proves to an authority for certificates that a domain is theirs. */
const roles = [
  "abuse",
  "admin",
  "administrator",
  "ftp",
  "hostmaster",
  "info",
  "mailer-daemon",
  "marketing",
  "news",
  "noc",
  "postmaster",
  "root",
  "sales",
  "security",
  "support",
  "trouble",
  "usenet",
  "uucp",
  "webmaster",
  "www",
];

/** What others would take for the application, its people or nobody in particular. */
const others = [
  "account",
  "accounts",
  "anonymous",
  "api",
  "auth",
  "billing",
  "bot",
  "contact",
  "deleted",
  "everyone",
  "guest",
  "help",
  "helpdesk",
  "login",
  "logout",
  "me",
  "mod",
  "moderator",
  "nobody",
  "no-reply",
  "null",
  "official",
  "operator",
  "owner",
  "password",
  "privacy",
  "register",
  "self",
  "settings",
  "signin",
  "signup",
  "staff",
  "superuser",
  "sysadmin",
  "system",
  "team",
  "undefined",
  "unknown",
  "user",
  "users",
];

export const reservedNames: readonly string[] = [...roles, ...others];

/**
 * The addresses of a domain of yours that are nobody's own: those of RFC 2142, and those at which authorities for certificates ask who owns a domain. For `reserving(emailLogin, …)`, where people get mailboxes or
 * aliases of you.
 *
 * @example
 * ```ts
 * const login = reserving(emailLogin, roleAddresses("example.com"));
 * ```
 */
export function roleAddresses(domain: string): readonly string[] {
  return roles.map((role) => `${role}@${domain}`);
}
