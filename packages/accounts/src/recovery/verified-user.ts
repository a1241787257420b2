import { policy, require as demand, type AnyProvider, type Provided, type ProviderValue, type Scopes } from "@ampoule/core";

/**
 * Lets only those pass whose e-mail address is confirmed; others are 403.
 *
 * It looks at the user that the provider gives: hand in one that reads it anew for each request.
 *
 * @example
 * ```ts
 * const verified = verifiedUser(currentUser, ({ isVerified }) => isVerified);
 * app.post("/orders", secure({ me: verified }, ({ me }) => orders.open(me)));
 * ```
 */
export function verifiedUser<const P extends AnyProvider>(
  currentUser: P,
  isVerified: (user: Provided<P>) => boolean,
): ProviderValue<Provided<P>, Scopes<P>> {
  return demand(
    currentUser,
    policy<Provided<P>>("verified_email", (user) => isVerified(user) === true),
  );
}
