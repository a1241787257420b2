/** The scripts that people write today (UAX #31, table 5). */
const scripts = [
  "Latin",
  "Arabic",
  "Armenian",
  "Bengali",
  "Cyrillic",
  "Devanagari",
  "Ethiopic",
  "Georgian",
  "Greek",
  "Gujarati",
  "Gurmukhi",
  "Hebrew",
  "Kannada",
  "Khmer",
  "Lao",
  "Malayalam",
  "Myanmar",
  "Oriya",
  "Sinhala",
  "Tamil",
  "Telugu",
  "Thaana",
  "Thai",
  "Tibetan",
];
/** What Japanese, Chinese and Korean are written in, with Latin among it (UTS #39 section 5.2). */
const mixtures = [
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Bopomofo"],
  ["Latin", "Han", "Hangul"],
];

const allowed = [...scripts.map((script) => [script]), ...mixtures].map(madeOf);

/** Each character counts by every script that it is used in; digits and signs are in all. */
function madeOf(names: readonly string[]): RegExp {
  return new RegExp(`^[${["Common", "Inherited", ...names].map((name) => String.raw`\p{Script_Extensions=${name}}`).join("")}]*$`, "u");
}

/** Whether text is in one script, or in scripts that one language is written in: what UTS #39 calls highly restrictive. `раypal`, whose first two letters are Cyrillic, is not. */
export function isOfOneScript(text: string): boolean {
  return allowed.some((one) => one.test(text));
}
