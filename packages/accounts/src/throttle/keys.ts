import { createHash } from "node:crypto";

/** What counters know an account and a client by: as long for every name, and without the name. */
export interface Keys {
  readonly account: string;
  /** `undefined` where clients cannot be told apart. */
  readonly client: string | undefined;
  /** This client at this account. */
  readonly pair: string | undefined;
}

export function keysOf(account: string, client: string | undefined): Keys {
  if (client === undefined) return { account: digest([account]), client: undefined, pair: undefined };
  return { account: digest([account]), client: digest([client]), pair: digest([account, client]) };
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

/** Nobody is called that, and marks are sorted in the square of their number. */
const longest = 1_024;

/** Spellings of one name are one account here, so that nobody gets more guesses by writing it in capitals. Two accounts that differ in nothing else share a count. */
export function foldName(name: string): string {
  if (name.length > longest) return name;
  return name.normalize("NFKC").toLowerCase().normalize("NFKC").trim();
}
