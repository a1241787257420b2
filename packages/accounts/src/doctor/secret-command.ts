import { randomBytes } from "node:crypto";
import { rate } from "./rating.js";

/** What a command wrote, and how it ends. */
export interface Answer {
  readonly text: string;
  readonly code: 0 | 1;
}

/** A secret of 256 random bits, ready for `SECRET_KEY`; of 512, which HS384 and HS512 want. */
export function newSecret(isLong: boolean): Answer {
  return { text: randomBytes(isLong ? 64 : 32).toString("base64url"), code: 0 };
}

/** What is to be said of a secret. Never the secret. */
export function rating(told: string): Answer {
  const secret = told.replace(/(?:\r?\n)+$/, "");
  if (secret === "") return { text: "There is no secret on the standard input.", code: 1 };
  const { bytes, bits, algorithms, fault } = rate(secret);
  const size = `${bytes} bytes, at most ${bits} bits if it is random.`;
  if (fault !== undefined) return { text: `${size}\nRefused. ${fault}`, code: 1 };
  const advice = bits < 256 ? "\nIt can be guessed more easily than its length suggests: use 256 bits." : "";
  return { text: `${size}\nGood for ${algorithms.join(", ")}. It is no placeholder, and not known to be published.${advice}`, code: 0 };
}
