/**
 * The scopes that are demanded of a provider on the way from the handler down to it: outermost first, each once.
 *
 * List it among a provider's needs to receive them. A provider that does counts as enforcing them, and runs once for each set of scopes that a
 * request demands of it, instead of once. Where a scheme declares scopes you need none of this: they are enforced at the token.
 *
 * @example
 * ```ts
 * const currentUser = provider({ token: accessToken, wanted: SecurityScopes }, ({ token, wanted }) =>
 *   wanted.scopes.every((scope) => token.may(scope)) ? token.user : rejected("not_enough", { scopes: wanted.scopes }),
 * );
 * ```
 */
export class SecurityScopes {
  readonly scopes: readonly string[];

  constructor(scopes: readonly string[]) {
    this.scopes = Object.freeze([...scopes]);
    Object.freeze(this);
  }

  /** Joined by one space, as RFC 6749 section 3.3 writes them. */
  get scopeStr(): string {
    return this.scopes.join(" ");
  }
}
