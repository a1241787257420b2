import { tokenCase, valueCase, type BearerCase } from "./bearer-case.js";
import { mint } from "./tokens.js";

/** Controls: who refuses these proves nothing by refusing the others. */
export const goodRequests: readonly BearerCase[] = [
  tokenCase("a good token", (material) => mint(material), [200]),
  valueCase("scheme in small letters", (material) => `bearer ${mint(material)}`, [200]),
  tokenCase("`aud` an array with ours in it", (material) => mint(material, { aud: ["https://other.example", material.audience] }), [200]),
  tokenCase("`nbf` in the past", (material) => mint(material, { nbf: material.now - 60 }), [200]),
  tokenCase("claims that nobody knows", (material) => mint(material, { tenant: { id: 7 }, roles: ["reader"] }), [200]),
];
