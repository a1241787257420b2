import { tokenCase, type BearerCase } from "./bearer-case.js";
import { claimsOf, encode, headerOf, mint, signed, textOf, type Material } from "./tokens.js";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Tokens with a wrong signature, or written in another way than the one there is. */
export const form: readonly BearerCase[] = [
  tokenCase("another secret", (material) => mint({ ...material, secret: "0123456789abcdef".repeat(5) })),
  tokenCase("no signature", (material) => mint(material).replace(/[^.]*$/, "")),
  tokenCase("claims changed after signing", (material) => changed(material)),
  tokenCase("malleable signature", (material) => respelt(mint(material))),
  tokenCase("padded signature", (material) => `${mint(material)}=`),
  tokenCase("payload with BOM", (material) => signed(headerOf(material), `\u{feff}${textOf(claimsOf(material))}`, material.secret)),
];

function changed(material: Material): string {
  const [header, , signature] = mint(material).split(".");
  return `${header}.${encode(claimsOf(material, { sub: "admin" }))}.${signature}`;
}

/** The same signature: 32 bytes leave two bits of the last character that no decoder needs. */
function respelt(token: string): string {
  return token.slice(0, -1) + alphabet.charAt(alphabet.indexOf(token.slice(-1)) + 1);
}
