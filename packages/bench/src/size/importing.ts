// A process of its own imports a file, and says how long that took, or with --count how many files that loaded. node importing.js <file> [--count]
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const [, , file = "", mode] = process.argv;
let files = 0;

if (mode === "--count") {
  registerHooks({
    load(url, context, next) {
      if (url.startsWith("file:")) files += 1;
      return next(url, context);
    },
  });
}

const start = performance.now();
await import(pathToFileURL(file).href);
console.log(mode === "--count" ? files : performance.now() - start);
