// npm start: the complete example. Arguments go to it: npm start -- --framework koa
import { runExample } from "./example.mjs";
import { build, prepare } from "./prepare.mjs";

const parent = process.ppid;
prepare();
build();
runExample(process.argv.slice(2), parent);
