import { oauthError, type Rejected } from "@ampoule/core";
import type { Codes } from "../codes/codes.js";
import type { CodeClaim, CodeProblem, PresentedCode } from "../codes/options.js";
import type { Account } from "../tokens/account.js";

/** What decides over a code that was mailed. */
export interface ClaimOptions<U extends Account> {
  readonly codes: Codes<U>;
  addressOf(user: U): string | undefined;
}

/** Whose code it was. */
export interface Claimed<out U> {
  readonly user: U;
}

/** The user that a code was mailed to, at the address that is still theirs. The code stays good. */
export async function looked<U extends Account>(presented: PresentedCode, options: ClaimOptions<U>): Promise<Claimed<U> | Rejected> {
  return claimed(await options.codes.look(presented), options);
}

function claimed<U extends Account>(claim: CodeClaim<U> | CodeProblem, options: ClaimOptions<U>): Claimed<U> | Rejected {
  if (typeof claim === "string") return badCode(claim);
  const { account } = claim;
  return claim.isFor(options.addressOf(account) ?? "") ? { user: account } : badCode("address_changed", account.id);
}

/** In the same words, whatever is wrong with a code; the operator hears what. */
export function badCode(code: CodeProblem | "address_changed" | "password_changed", subject?: string): Rejected {
  const about = { code, ...(subject !== undefined && { subject }) };
  return oauthError("invalid_grant", { ...about, description: "This code is not good, or no longer: ask for another one" });
}
