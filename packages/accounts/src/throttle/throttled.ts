import {
  granted,
  isOutcome,
  rejected,
  type Awaitable,
  type BasicCredentials,
  type Context,
  type Granted,
  type Rejected,
  type Yielded,
} from "@ampoule/core";
import { Guesses } from "./guesses.js";
import { throttle as makeThrottle, type Throttle } from "./throttle.js";

/** Decides over a name and a password: what `basic`, `tokenEndpoint` and sign-in as JSON ask. */
export type Authenticate<R> = (credentials: BasicCredentials, context: Context) => Awaitable<R>;

type Decided<R> = Granted<Yielded<Awaited<R>>> | Rejected;

/**
 * Limits the guesses that get to a function which checks names and passwords. Give the result to `basic`'s `verify`, to `tokenEndpoint`'s `authenticate`, to whatever asks for one: the same to all of them, so that they share their counts.
 *
 * Counts before it asks. What is granted forgets this client's failures at this account. What is rejected, absent or nothing counts, whatever the reason. What throws does not: a store that is down is nobody's failure; but a client that leaves
 * before it is answered has guessed. The same name and password of one client at the same time are one guess.
 *
 * One guess too many is rejected with `retryAfter`, hence 429 with `Retry-After`, for names that exist as for names that do not.
 *
 * @throws UnavailableError, when it is asked, where the throttle cannot count; and what `authenticate` throws.
 * @example
 * ```ts
 * const signIn = throttled(({ username, password }, { resolve }) => resolve(Accounts).authenticate(username, password));
 * const basicUser = basic({ verify: signIn });
 * ```
 */
export function throttled<R>(authenticate: Authenticate<R>, throttle: Throttle = makeThrottle()): Authenticate<Decided<R>> {
  const guesses = new Guesses(throttle);
  return (credentials, context) =>
    guesses.check<Decided<R>>(credentials, context, {
      look: async () => decided<R>(await authenticate(credentials, context), credentials.username),
      isGood: ({ kind }) => kind === "granted",
      countsFault: () => context.request.aborted,
    });
}

/** What `authenticate` may return in short, written out. */
function decided<R>(answer: unknown, subject: string): Decided<R> {
  if (isOutcome(answer) && answer.kind !== "absent") return answer as Decided<R>;
  if (!answer || isOutcome(answer)) return rejected("wrong_credentials", { subject });
  return granted(answer) as Decided<R>;
}
