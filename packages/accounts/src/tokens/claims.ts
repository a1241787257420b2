import { ConfigurationError } from "@ampoule/core";
import type { Account } from "./account.js";
import type { Settings } from "./settings.js";

/** What only the issuer says, and what would make another kind of token of it. */
const reserved: ReadonlySet<string> = new Set(
  "iss sub aud exp nbf iat jti client_id azp scope sid auth_time epoch revision typ token_use nonce at_hash c_hash s_hash events cnf __proto__".split(
    " ",
  ),
);
const secretive = /pass.?(?:word|wd|phrase|code)|secret|salt|private|hash|tokens?$|api.?key/i;
const deepest = 16;

/** The claims that the application adds, looked at: the one place that makes them, for sign-in and refresh. @throws ConfigurationError on one that must not be there. */
export async function ownClaims(account: Account, { claims }: Settings): Promise<object> {
  const own = await claims(account);
  if (own === account) throw invalid("claims() gave the account as it is: name what tokens may say");
  if (!isPlain(own)) throw invalid("claims() gave no plain object of claims");
  for (const [name, value] of Object.entries(own)) requireClaim(name, value);
  return own;
}

function requireClaim(name: string, value: unknown): void {
  if (reserved.has(name)) throw invalid(`claims() gave ${JSON.stringify(name)}, which is the issuer's to say`);
  if (!isSayable(name, value, 0)) throw invalid(`claims() gave ${JSON.stringify(name)}, which is no JSON, or holds a secret`);
}

/** Whether a value comes out of a token as it went in, and looks like nothing that should stay at home. */
function isSayable(name: string, value: unknown, depth: number): boolean {
  if (secretive.test(name) || depth > deepest) return false;
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "boolean" || value === null) return true;
  if (Array.isArray(value)) return value.every((one) => isSayable("", one, depth + 1));
  return isPlain(value) && Object.entries(value).every(([key, one]) => key !== "__proto__" && isSayable(key, one, depth + 1));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `${message}.`);
}
