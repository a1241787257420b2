// node tools/published-secrets.mjs LIST: rewrites the digests of secrets that everybody knows, from a list of one secret a line
// (wallarm/jwt-secrets, MIT, jwt.secrets.list). Shorter ones are left out: no algorithm takes them.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { root } from "./prepare.mjs";

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
function spelled(line) {
  const bytes = [Buffer.from(line)];
  if (/^(?:[0-9a-f]{2})+$/i.test(line)) bytes.push(Buffer.from(line, "hex"));
  if (/^[\w+/-]+=*$/.test(line)) bytes.push(Buffer.from(line, "base64"));
  return bytes.filter(({ length }) => length >= 32);
}

const digests = new Set(lines.flatMap(spelled).map((bytes) => createHash("sha256").update(bytes).digest("base64url").slice(0, 6)));
const text = [...digests]
  .toSorted()
  .join("")
  .replaceAll(/.{1,132}/g, '  "$&",\n');
const file = "packages/core/src/jwt/keys/published-digests.ts";
writeFileSync(
  new URL(file, `file://${root}`),
  `/** The first 36 bits of the SHA-256 of each published secret, in base64url. Written by tools/published-secrets.mjs. */\nexport const publishedDigests: readonly string[] = [\n${text}];\n`,
);
