// pnpm vectors [FOLDER]: verifies test vectors that nobody here wrote (docs/vectors.md), compares with other libraries, and prints how many. FOLDER defaults to what AMPOULE_VECTORS names.
import { resolve } from "node:path";
import { finish, vitest } from "./count.mjs";
import { node, prepare } from "./prepare.mjs";

const told = process.argv[2] ?? process.env.AMPOULE_VECTORS;
if (!told) {
  console.log("Say where the vectors are: pnpm vectors FOLDER, or AMPOULE_VECTORS=FOLDER. docs/vectors.md says where they come from.");
  process.exit(1);
}
prepare();
// Paths are meant from where the command was given.
const folder = resolve(process.env.INIT_CWD ?? process.cwd(), told);
finish([
  vitest(
    node,
    "vectors",
    [
      "packages/core/test/jwt/vectors",
      "packages/core/test/jwt/differential",
      "packages/core/test/jwt/signature",
      "packages/core/test/http/vectors",
    ],
    {
      AMPOULE_VECTORS: folder,
    },
  ),
]);
