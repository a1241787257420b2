// node tools/published-secrets.mjs LIST: rewrites the numbers of secrets that everybody knows, from a list of one secret a line
// (wallarm/jwt-secrets, MIT, jwt.secrets.list). Shorter ones are left out: no algorithm takes them. So are those that pass for placeholders already.
import { readFileSync, writeFileSync } from "node:fs";
import { build, prepare, root } from "./prepare.mjs";

prepare();
build();
const { isPlaceholder, numberOf, spellings } = await import("../packages/core/dist/jwt/keys/published-secrets.js");

/** Printed by RFC 7515 and 7520, jwt.io, and tutorials, and not on the list. */
const more = [
  "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
  "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg",
  "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
  "a-string-secret-at-least-256-bits-long",
  "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
  "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970",
  "413F4428472B4B6250655368566D5970337336763979244226452948404D6351",
  "qwertyuiopasdfghjklzxcvbnm123456",
  "abcdefghijklmnopqrstuvwxyz0123456789",
];
const lines = [...readFileSync(process.argv[2], "utf8").split(/\r?\n/), ...more];

/** What a line may be meant as: its text, or the bytes that it spells. */
function meant(line) {
  const bytes = [Buffer.from(line)];
  if (/^(?:[0-9a-f]{2})+$/i.test(line)) bytes.push(Buffer.from(line, "hex"));
  if (/^[\w+/-]+=*$/.test(line)) bytes.push(Buffer.from(line, "base64"));
  return bytes.filter((one) => one.length >= 32 && !isPlaceholder(one));
}

/** One spelling is enough for nearly all that a line may be meant as. */
const published = new Set();
for (const line of lines) if (meant(line).length > 0) published.add(spellings(Buffer.from(line))[0]);
for (const bytes of lines.flatMap(meant)) {
  const [text, spelled] = spellings(bytes);
  if (!published.has(text) && !published.has(spelled)) published.add(spelled);
}

const numbers = [...published].map((spelling) => numberOf(spelling, published.size)).toSorted((one, other) => one - other);
if (new Set(numbers).size < published.size) throw new Error("Two secrets have one number: leave one of them out.");

/** As packages/core/src/jwt/keys/rising-numbers.ts reads it. */
const bits = numbers.map((number, index) => {
  const gap = number - (numbers[index - 1] ?? -1) - 1;
  return `${"1".repeat(gap / 2 ** 21)}0${(gap % 2 ** 21).toString(2).padStart(21, "0")}`;
});
const bytes = bits
  .join("")
  .match(/.{1,8}/g)
  .map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
const text = Buffer.from(bytes)
  .toString("base64")
  .replaceAll(/.{1,132}/g, "$&\n");
writeFileSync(
  new URL("packages/core/src/jwt/keys/published-numbers.ts", `file://${root}`),
  `/** How many secrets everybody knows. Written, as the rest, by tools/published-secrets.mjs. */
export const publishedCount = ${numbers.length};
/** A number for each of them, in the code that risingNumbers reads. */
export const publishedNumbers = \`
${text}\`;
`,
);
