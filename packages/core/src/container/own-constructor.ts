import type { Class } from "./registrations.js";

/** The class whose constructor runs: the nearest one up the chain that writes its own. */
export function constructorOwner(target: Class): Class {
  const parent: unknown = Object.getPrototypeOf(target);
  const isDerived = typeof parent === "function" && parent !== Function.prototype;
  return isDerived && target.length === 0 && !writesConstructor(target) ? constructorOwner(parent as Class) : target;
}

/** A constructor that hands on whatever it is given (compilers write those for fields) does not count. */
function writesConstructor(target: Class): boolean {
  const text = withoutWords(Function.prototype.toString.call(target));
  const own = /(?<![.#\w$]|static\s)constructor\s*\(/.test(withoutInnerBlocks(text));
  return own && !/super\(\s*\.\.\.\s*[\w$]+\s*\)/.test(text);
}

/** Takes out comments, strings and templates, which may speak of anything. */
function withoutWords(text: string): string {
  return text.replace(/\/\*[^]*?(?:\*\/|$)|\/\/.*|"(?:[^"\\\n]|\\[^]?)*"?|'(?:[^'\\\n]|\\[^]?)*'?|`(?:[^`\\]|\\[^]?)*`?/g, "");
}

/** Takes out what stands in braces within the class's own: bodies of methods, and classes in them. */
function withoutInnerBlocks(text: string): string {
  const start = text.indexOf("{") + 1;
  const [head, body] = [text.slice(0, start), text.slice(start, text.lastIndexOf("}"))];
  let [depth, outer] = [0, ""];
  for (const character of body) {
    if (character === "}") depth -= 1;
    if (depth === 0) outer += character;
    if (character === "{") depth += 1;
  }
  return head + outer;
}
