import type { Challenge } from "../contract/challenge.js";
import { isToken } from "./headers.js";

const quotable = /^[\x20-\x7e]*$/;

/** Whether `text` can be sent inside a quoted string: printable ASCII (RFC 9110 section 5.6.4, without tab and obs-text). */
export function isQuotable(text: unknown): boolean {
  return typeof text === "string" && quotable.test(text);
}

/** Whether a challenge can be sent: its names are tokens, none comes twice in whatever case, and what they stand for is printable ASCII. */
export function isSendableChallenge({ scheme, parameters }: Challenge): boolean {
  const names = Object.keys(parameters).map((name) => name.toLowerCase());
  if (!isToken(scheme) || !names.every(isToken) || new Set(names).size < names.length) return false;
  return Object.values(parameters).every(isQuotable);
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
