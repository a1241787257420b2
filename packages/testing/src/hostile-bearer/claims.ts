import { tokenCase, type BearerCase } from "./bearer-case.js";
import { claimsOf, headerOf, mint, signed, textOf, type Material } from "./tokens.js";

const hour = 3_600;
const day = 24 * hour;

/** Tokens that are signed well and claim what must not be taken. */
export const claims: readonly BearerCase[] = [
  tokenCase("`exp` an hour ago", (material) => mint(material, { iat: material.now - 2 * hour, exp: material.now - hour })),
  tokenCase("no `exp`", (material) => mint(material, { exp: undefined })),
  tokenCase("`exp` a string", (material) => mint(material, { exp: String(material.now + 300) })),
  tokenCase("`exp` 1e1000", (material) => written(material, `"exp":${material.now + 300}`, `"exp":1e1000`)),
  tokenCase("`nbf` an hour ahead", (material) => mint(material, { nbf: material.now + hour, exp: material.now + 2 * hour })),
  tokenCase("`nbf` a string", (material) => mint(material, { nbf: String(material.now - 60) })),
  tokenCase("`iat` one day ahead", (material) => mint(material, { iat: material.now + day, exp: material.now + day + 300 })),
  tokenCase("`iss` another", (material) => mint(material, { iss: "https://other.example" })),
  tokenCase("no `iss`", (material) => mint(material, { iss: undefined })),
  tokenCase("`iss` an array with ours in it", (material) => mint(material, { iss: [material.issuer, "https://other.example"] })),
  tokenCase("`aud` another", (material) => mint(material, { aud: "https://other.example" })),
  tokenCase("no `aud`", (material) => mint(material, { aud: undefined })),
  tokenCase("`aud` ours with more behind it", (material) => mint(material, { aud: `${material.audience}.evil.example` })),
  tokenCase("`sub` an object", (material) => mint(material, { sub: { id: "alice" } })),
  tokenCase("`sub` missing", (material) => mint(material, { sub: undefined })),
  tokenCase("ID-token shaped (`nonce`, `at_hash`)", (material) =>
    mint(material, { nonce: "n-0S6_WzA2Mj", at_hash: "77QmUPtjPfzWtF2AnpK9RQ" }),
  ),
  tokenCase("duplicate `sub`", (material) => written(material, `"sub":"alice"`, `"sub":"mallory","sub":"alice"`)),
];

/** Claims whose JSON reads otherwise in one place. */
function written(material: Material, good: string, bad: string): string {
  const text = textOf(claimsOf(material)).replace(good, bad);
  return signed(headerOf(material), text, material.secret);
}
