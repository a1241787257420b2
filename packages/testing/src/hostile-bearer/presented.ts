import { fieldsCase, protectedPath, tokenCase, valueCase, type BearerCase } from "./bearer-case.js";
import { mint } from "./tokens.js";

const malformed = [400, 401];

/** A good token, or none, that is presented in a wrong way. */
export const presented: readonly BearerCase[] = [
  fieldsCase("no credentials", () => []),
  valueCase("empty `Authorization`", () => "", malformed),
  valueCase("`Bearer` and no token", () => "Bearer", malformed),
  valueCase("a token and no scheme", (material) => mint(material), malformed),
  valueCase("`Basic <valid jwt>`", (material) => `Basic ${mint(material)}`),
  valueCase("`Token <valid jwt>`", (material) => `Token ${mint(material)}`),
  valueCase("`BearerX <valid jwt>`", (material) => `BearerX ${mint(material)}`, malformed),
  fieldsCase("two `Authorization` fields, good then bad", (material) => twoFields(mint(material), "garbage"), malformed),
  fieldsCase("two `Authorization` fields, bad then good", (material) => twoFields("garbage", mint(material)), malformed),
  valueCase("one field, `Bearer <jwt>, Bearer <jwt>`", (material) => `Bearer ${mint(material)}, Bearer ${mint(material)}`, malformed),
  tokenCase("a word behind the token", (material) => `${mint(material)} more`, malformed),
  {
    name: "token in query only",
    right: [401],
    request: (material) => ({ target: `${protectedPath}?access_token=${mint(material)}` }),
  },
  fieldsCase("token in `X-Authorization` only", (material) => [`X-Authorization: Bearer ${mint(material)}`]),
  fieldsCase("token in a cookie only", (material) => [`Cookie: access_token=${mint(material)}`]),
];

function twoFields(first: string, second: string): string[] {
  return [`Authorization: Bearer ${first}`, `Authorization: Bearer ${second}`];
}
