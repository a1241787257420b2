import { endpoint, isOutcome, jsonBody, provider, rejected, type Endpoint, type ProviderValue } from "@ampoule/core";
import type { OperationDescription } from "@ampoule/core/openapi";
import type { Mail } from "../mail/mail.js";
import { throttle as makeThrottle } from "../throttle/throttle.js";
import type { Account } from "../tokens/account.js";
import { emailLogin } from "../users/login-name.js";
import type { StoredUser } from "../users/users.js";
import type { RequestLinkOptions } from "./options.js";

const limits = {
  pair: { attempts: 3, seconds: 3_600 },
  account: { attempts: 10, seconds: 3_600 },
  client: { attempts: 30, seconds: 3_600 },
};

/** What is asked for, and what it is described as. */
interface Requested<U extends Account> {
  readonly purpose: string;
  /** `undefined` where this user gets none. */
  readonly write: (found: StoredUser<U>) => Promise<Mail | undefined>;
  readonly operation: OperationDescription;
}

/** An endpoint that mails a link to whoever has a login name, and answers the same whether anybody has it. */
export function requestEndpoint<U extends Account>(options: RequestLinkOptions<U>, { purpose, write, operation }: Requested<U>): Endpoint {
  const { users, outbox } = options;
  const asked = askedName(options, purpose);
  return endpoint(
    "POST",
    { asked },
    function request({ asked }) {
      // Nobody is looked for before the answer is on its way.
      outbox.post({
        purpose,
        async write() {
          const found = await users.byLogin(asked);
          return found === undefined ? undefined : write(found);
        },
      });
      return accepted();
    },
    operation,
  );
}

/** The login name that is asked about, in its canonical form, unless it is asked about too often. */
function askedName<U extends Account>(options: RequestLinkOptions<U>, purpose: string): ProviderValue<string> {
  const { login = emailLogin, throttle = makeThrottle({ name: purpose, limits, knownFor: 0 }) } = options;
  return provider({ body: jsonBody({ texts: [login.field] }) }, async function asked({ body }, { request }) {
    const name = login.read(body.text(login.field))?.canonical;
    if (name === undefined) return rejected("invalid_login", { problem: { status: 422, detail: `This is no ${login.field}` } });
    const attempt = await throttle.attempt(name, request);
    return isOutcome(attempt) ? attempt : name;
  });
}

/** Byte for byte the same, whoever it is. */
function accepted(): Response {
  return Response.json({}, { status: 202, headers: { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" } });
}
