import { isOutcome, REQUEST, resource, type JsonBody, type Rejected, type ResourceValue } from "@ampoule/core";
import { clientAddress } from "../throttle/client-address.js";
import type { Limits } from "../throttle/limits.js";
import type { Throttle } from "../throttle/throttle.js";
import type { LoginName } from "../users/login-name.js";

/** How often somebody may try to register, unless an application says otherwise: many fewer than may sign in, since each costs a hash, a row and a mail. */
export const signUpLimits = {
  pair: { attempts: 10, seconds: 3_600 },
  account: { attempts: 100, seconds: 3_600 },
  client: { attempts: 30, seconds: 3_600 },
} as const satisfies Limits;

/** Who registers. */
export class Registrant {
  /** Whether a password of theirs was hashed: then it was an attempt, whatever becomes of it. */
  hasHashed = false;

  /** For the hashing queue. `client` is `undefined` where it cannot be told. */
  constructor(
    readonly client: string | undefined,
    readonly signal: AbortSignal,
  ) {}
}

/**
 * Counts a registration before anything is hashed, by its client and by the name, whoever has that: nobody learns of it who is there. What is no name is not
 * counted, since it costs nothing. What failed before anything was hashed is nobody's attempt, unless its client has gone; what failed later is one, since somebody may send what makes it fail.
 */
export function registrant(
  body: ResourceValue<JsonBody<string, string>>,
  login: LoginName,
  throttle: Throttle | undefined,
): ResourceValue<Registrant> {
  const clientOf = throttle?.client ?? clientAddress();
  return resource({ body, request: REQUEST }, async function* registrant({ body, request }): AsyncGenerator<
    Registrant,
    Rejected | void,
    void
  > {
    const name = login.read(body.text(login.field))?.canonical;
    const attempt = name === undefined ? undefined : await throttle?.attempt(name, request);
    if (isOutcome(attempt)) return attempt;
    const who = new Registrant(clientOf(request), request.signal);
    try {
      yield who;
    } catch (fault) {
      if (!who.hasHashed && !request.aborted) await attempt?.undo();
      throw fault;
    }
  });
}
