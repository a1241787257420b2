import type { AppSettings } from "../../settings/app-settings.js";
import { about, type Finding } from "../finding.js";
import { rate } from "../rating.js";

const { ok, warn } = about("keys");

/** What signs, and how good it is. What is too weak did not come so far. */
export function checkKeys(settings: AppSettings): readonly Finding[] {
  const { secret, key } = settings;
  const rated = secret === undefined ? [] : [secretFinding(secret.reveal())];
  if (key === "public") return [ok("Tokens are only verified, with a public key."), ...rated];
  // The key for development is made, and announced, by who asks for it.
  if (key === "development") return [warn("There is no key: one is made up at each start, and a restart signs everybody out.")];
  const { algorithms } = settings.keys();
  return [ok(`Tokens are signed with ${algorithms.join(", ")}.`), ...rated];
}

function secretFinding(secret: string): Finding {
  const { bytes, bits } = rate(secret);
  const size = `The secret has ${bytes} bytes, at most ${bits} bits if it is random`;
  return bits < 256
    ? warn(`${size}: use 256 (npx @ampoule/accounts secret).`)
    : ok(`${size}; it is no placeholder, and not known to be published.`);
}
