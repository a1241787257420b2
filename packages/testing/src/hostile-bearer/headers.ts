import { tokenCase, type BearerCase } from "./bearer-case.js";
import { claimsOf, encode, headerOf, mint, signed, type Material } from "./tokens.js";

/** Tokens whose header lies, or asks for what nobody should give. */
export const headers: readonly BearerCase[] = [
  tokenCase("`alg: none`, no signature", (material) => unsigned(material, "none")),
  tokenCase("`alg: nOnE`, no signature", (material) => unsigned(material, "nOnE")),
  tokenCase("`alg: hs256`", (material) => mint(material, {}, { alg: "hs256" })),
  tokenCase("no `alg`", (material) => mint(material, {}, { alg: undefined })),
  tokenCase("`alg` an array", (material) => mint(material, {}, { alg: ["HS256"] })),
  tokenCase("HS512 where HS256 is configured", (material) =>
    signed(headerOf(material, { alg: "HS512" }), claimsOf(material), material.secret, "sha512"),
  ),
  tokenCase("`alg: RS256` over an HMAC", (material) => mint(material, {}, { alg: "RS256" })),
  tokenCase("own key in `jwk`", (material) => ownKey(material)),
  tokenCase("`kid` a path, signed with nothing", (material) => forged(material, "", { kid: "../../../dev/null" })),
  tokenCase("`typ: rt+jwt`", (material) => mint(material, {}, { typ: "rt+jwt" })),
  tokenCase("`crit` unknown", (material) => mint(material, {}, { crit: ["x-other"], "x-other": true })),
  tokenCase("`crit` empty", (material) => mint(material, {}, { crit: [] })),
  tokenCase("header not JSON", (material) => signed("alg=HS256", claimsOf(material), material.secret)),
];

function unsigned(material: Material, alg: string): string {
  return `${encode(headerOf(material, { alg }))}.${encode(claimsOf(material))}.`;
}

function forged(material: Material, secret: string, header: object): string {
  return signed(headerOf(material, header), claimsOf(material), secret);
}

function ownKey(material: Material): string {
  const secret = "an attacker's own key, of a length that nobody minds at all";
  return forged(material, secret, { jwk: { kty: "oct", alg: "HS256", k: encode(secret) } });
}
