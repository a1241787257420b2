/** An object out of JSON: frozen, all the way down, and without a prototype. */
export interface JsonObject {
  readonly [name: string]: unknown;
}

/** Objects and arrays in one another, at most. */
const depthLimit = 32;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads JSON that is one object, or gives `undefined`.
 *
 * Stricter than `JSON.parse`: no byte order mark, no ill-formed UTF-8 or UTF-16, no member twice (however its name is escaped), no `__proto__`, no number that is
 * infinite as one, no nesting over 32. Hence two readers cannot see different things in it (RFC 8725 section 2.4, RFC 7493).
 */
export function parseObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    // Of members with one name, only the last is left.
    if (!isObject(value) || harden(value, 1) !== countNames(text)) return undefined;
    // UTF-8 that was decoded is well-formed: half a character can only have been written as an escape.
    return !text.includes("\\u") || isWellFormed(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether `value` is an object and no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Freezes what was read, takes the prototypes away, and tells how many members it has. @throws TypeError on what two readers could take for different things. */
function harden(value: object, depth: number): number {
  if (depth > depthLimit) throw new TypeError("It is nested too deep.");
  return Array.isArray(value) ? hardenArray(value, depth) : hardenObject(value as Record<string, unknown>, depth);
}

function hardenPart(value: unknown, depth: number): number {
  if (typeof value === "object" && value !== null) return harden(value, depth + 1);
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("A number is too large.");
  return 0;
}

function hardenArray(array: unknown[], depth: number): number {
  let members = 0;
  for (const element of array) members += hardenPart(element, depth);
  Object.freeze(array);
  return members;
}

function hardenObject(object: Record<string, unknown>, depth: number): number {
  const names = Object.keys(object);
  let members = names.length;
  for (const name of names) {
    if (name === "__proto__") throw new TypeError("A member would be a prototype.");
    members += hardenPart(object[name], depth);
  }
  Object.freeze(Object.setPrototypeOf(object, null));
  return members;
}

/** Whether every string in it, names of members too, is well-formed UTF-16. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, part]) => name.isWellFormed() && isWellFormed(part));
}

/** How many names of members JSON text has: strings that a colon follows. */
function countNames(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1;) {
    const end = afterBlanks(text, endOfString(text, start) + 1);
    if (text[end] === ":") count += 1;
    start = text.indexOf('"', end);
  }
  return count;
}

/** Where the string ends that begins at `start`: at the next quotation mark that no backslash, or an even number of them, stands before. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, index: number): boolean {
  let first = index;
  while (text[first - 1] === "\\") first -= 1;
  return (index - first) % 2 === 1;
}

function afterBlanks(text: string, index: number): number {
  let next = index;
  while (text[next] === " " || text[next] === "\n" || text[next] === "\r" || text[next] === "\t") next += 1;
  return next;
}
