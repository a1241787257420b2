import type { Challenge } from "../contract/challenge.js";
import { isToken } from "./headers.js";

const quotable = /^[\x20-\x7e]*$/;

/** Whether `text` can be sent inside a quoted string: printable ASCII (RFC 9110 section 5.6.4, without tab and obs-text). */
export function isQuotable(text: unknown): boolean {
  return typeof text === "string" && quotable.test(text);
}

/** Whether a challenge can be sent: its names are tokens, none comes twice in whatever case, and what they stand for is printable ASCII. */
function isSendableChallenge({ scheme, parameters }: Challenge): boolean {
  const names = Object.keys(parameters).map((name) => name.toLowerCase());
  if (!isToken(scheme) || !names.every(isToken) || new Set(names).size < names.length) return false;
  return Object.values(parameters).every(isQuotable);
}

/** A challenge as it was when it was looked at. @throws TypeError on one that cannot be sent, also where it is to come later. */
export function sendableChallenge(owner: string, given: Challenge): Challenge {
  // A promise is no challenge, and nobody will hear of it if it fails.
  if (given instanceof Promise) given.catch(() => undefined);
  const copy = { scheme: given.scheme, parameters: { ...given.parameters } };
  if (isSendableChallenge(copy)) return copy;
  throw new TypeError(
    `${owner} was given a challenge that cannot be sent: names are tokens, each comes once, and values are printable ASCII.`,
  );
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

function formatChallenge({ scheme, parameters }: Challenge): string {
  const list = Object.entries(parameters).map(([name, value]) => `${name}=${quoted(value)}`);
  return [scheme, ...(list.length > 0 ? [list.join(", ")] : [])].join(" ");
}

/** Writes challenges as one field value (RFC 9110 section 11.6.1). The only place where a challenge is quoted and joined. */
export function formatChallenges(challenges: readonly Challenge[]): string {
  return challenges.map(formatChallenge).join(", ");
}
