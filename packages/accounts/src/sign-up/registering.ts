import type { JsonBody } from "@ampoule/core";
import type { EndpointProblem } from "../endpoints/problem.js";
import type { Account } from "../tokens/account.js";
import { emailLogin, type LoginText } from "../users/login-name.js";
import type { Registrant } from "./limiting.js";
import type { Registration, SignUpOptions } from "./options.js";
import { detailOf, isInvalid, readProfile, type ProfileFields } from "./profile.js";

/** What somebody wants to register with. */
interface Wanted<P> {
  readonly login: LoginText;
  readonly password: string;
  readonly profile: P;
}

type Refused = { readonly problem: EndpointProblem };

/** Registers somebody. Nothing that is told depends on who is there already, but the outcome. */
export async function register<U extends Account, P>(
  body: JsonBody<string, string>,
  options: SignUpOptions<U, P>,
  fields: ProfileFields<P>,
  who: Registrant,
): Promise<Registration<U> | Refused> {
  const wanted = await wantedIn(body, options, fields);
  if ("problem" in wanted) return wanted;
  const { login, password, profile } = wanted;
  const enrolled = await options.passwords.enroll(password, { words: wordsOf(wanted), client: who.client, signal: who.signal });
  if (!enrolled.ok) return problem(`password_${enrolled.problem.code}`, enrolled.problem.message);
  who.hasHashed = true;
  const { canonical, written } = login;
  const user = await options.users.add({ login: canonical, writtenLogin: written, passwordHash: enrolled.hash, profile });
  return user === "taken" ? { kind: "taken", login } : { kind: "added", login, user };
}

async function wantedIn<U extends Account, P>(
  body: JsonBody<string, string>,
  { login: name = emailLogin }: SignUpOptions<U, P>,
  fields: ProfileFields<P>,
): Promise<Wanted<P> | Refused> {
  const login = name.read(body.text(name.field));
  if (login === undefined) return problem("invalid_login", `This is no ${name.field} that can be taken.`);
  if (name.isReserved?.(login) === true) return problem("login_reserved", `Nobody can register under this ${name.field}.`);
  const profile = await readProfile(fields, body);
  return isInvalid(profile) ? problem("invalid_field", detailOf(profile)) : { login, password: body.text("password"), profile };
}

/** What would make a bad password of this account. */
function wordsOf({ login: { canonical, written }, profile }: Wanted<unknown>): string[] {
  const texts = Object.values(profile ?? {}).filter((value) => typeof value === "string");
  return [canonical, written, ...canonical.split("@"), ...texts];
}

function problem(code: string, detail: string): Refused {
  return { problem: { status: 422, code, detail } };
}
