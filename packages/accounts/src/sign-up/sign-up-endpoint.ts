import { jsonBody, openEndpoint, type Endpoint } from "@ampoule/core";
import { problemResponse } from "../endpoints/problem.js";
import type { Account } from "../tokens/account.js";
import { emailLogin } from "../users/login-name.js";
import { patientUsers } from "../users/patient-users.js";
import { signUpOperation } from "./descriptions.js";
import { registrant } from "./limiting.js";
import { allowEnumeration, type Registration, type SignUpOptions } from "./options.js";
import { requireFields, type ProfileFields } from "./profile.js";
import { register } from "./registering.js";

/**
 * Registers somebody by JSON: `{ "email", "password" }`, and the fields of your profile.
 *
 * Answers 202 whether the login name was free or is taken, in the same words and after the same work: one hash, one insert. Who has the name already is told nothing, and keeps their password.
 * Problems that do not depend on who is there are told: 422 with a `code` (`invalid_login`, `login_reserved`, `invalid_field`, `password_too_short`, `password_blocked`, …). A member that is not in the profile is
 * 400: nobody registers as an administrator. 415 for all that is not exactly one `application/json`. Who tries too often is 429 with `Retry-After`, before anything is hashed, for a name that is free as for
 * one that is taken.
 *
 * Before the first one is added, the users are asked whether their store keeps names unique; where it does not, nobody is.
 *
 * It signs nobody in, confirms no address, and limits no attempts without a `throttle`. Until addresses are confirmed, whoever registers with a name and then signs in learns whether it was free: let nobody in before.
 *
 * @throws ConfigurationError on a profile with a field that is not for requests.
 * @example
 * ```ts
 * const signUp = signUpEndpoint({ users, passwords, profile: { name: (value) => (typeof value === "string" ? value : invalidField("Say your name.")) } });
 * app.all("/sign-up", secure(signUp));
 * ```
 */
export function signUpEndpoint<U extends Account, P>(options: SignUpOptions<U, P>): Endpoint {
  const { login = emailLogin, profile = {} as ProfileFields<P>, throttle } = options;
  const { field } = login;
  requireFields(profile, field);
  const asked = { ...options, users: patientUsers(options.users) };
  const body = jsonBody({ texts: [field, "password"], values: Object.keys(profile) });
  return openEndpoint(
    "POST",
    { body, who: registrant(body, login, throttle) },
    async function signUp({ body, who }) {
      const registration = await register(body, asked, profile, who);
      if ("problem" in registration) return problemResponse(registration.problem);
      await options.onSignUp?.(registration);
      return options[allowEnumeration] === true ? told(registration, options) : accepted();
    },
    signUpOperation(field, Object.keys(profile), options[allowEnumeration] === true),
  );
}

const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

/** Byte for byte the same, whatever became of it. */
function accepted(): Response {
  return Response.json({}, { status: 202, headers });
}

function told<U extends Account, P>(registration: Registration<U>, { view }: SignUpOptions<U, P>): Response {
  if (registration.kind === "taken") return problemResponse({ status: 409, code: "login_taken", detail: "This name is taken." });
  const { user } = registration;
  return Response.json(view?.(user) ?? { id: user.id }, { status: 201, headers });
}
