import type { Challenge } from "../contract/challenge.js";

const quotable = /^[\x20-\x7e]*$/;

/** Whether `text` can be sent inside a quoted string: printable ASCII (RFC 9110 section 5.6.4, without tab and obs-text). */
export function isQuotable(text: unknown): boolean {
  return typeof text === "string" && quotable.test(text);
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
