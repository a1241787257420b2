// npm run docs: the documentation, with the API's pages made from the sources. It is written to docs/.vitepress/dist.
import { build, pnpm, prepare, run } from "./prepare.mjs";

prepare();
build();
run(pnpm(), ["--filter", "./docs", "run", "build"]);
