/** An object out of JSON: frozen, all the way down, and without a prototype. */
export interface JsonObject {
  readonly [name: string]: unknown;
}

/** Objects and arrays in one another, at most. */
const depthLimit = 32;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** A string, a sign, or what stands between them. */
const piece = /"[^"\\]*(?:\\[^][^"\\]*)*"|[{}[\],:]|[^"{}[\],:]+/gy;

/**
 * Reads JSON that is one object, or gives `undefined`.
 *
 * Stricter than `JSON.parse`: no byte order mark, no ill-formed UTF-8 or UTF-16, no member twice (however its name is escaped), no `__proto__`, no number that is
 * infinite as one, no nesting over 32. Hence two readers cannot see different things in it (RFC 8725 section 2.4, RFC 7493).
 */
export function parseObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = isUnambiguous(text) ? JSON.parse(text, harden) : undefined;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether `value` is an object and no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The names of an object's members so far; nothing for an array. */
type Level = Set<string> | undefined;

/** Looks at names and nesting only: that it is JSON at all is for `JSON.parse` to say. */
function isUnambiguous(text: string): boolean {
  const levels: Level[] = [];
  let nameIsNext = false;
  for (const [part] of text.matchAll(piece)) {
    if (part === "{" || part === "[") {
      if (levels.push(part === "{" ? new Set() : undefined) > depthLimit) return false;
    } else if (part === "}" || part === "]") levels.pop();
    if (nameIsNext && part.startsWith('"') && !isNewName(part, levels.at(-1))) return false;
    nameIsNext = part === "{" || (part === "," && levels.at(-1) !== undefined) || (nameIsNext && part.trim() === "");
  }
  return true;
}

function isNewName(quoted: string, names: Level): boolean {
  const name: unknown = JSON.parse(quoted);
  if (typeof name !== "string" || name === "__proto__" || !name.isWellFormed() || names?.has(name) === true) return false;
  names?.add(name);
  return true;
}

function harden(_name: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("A number is too large.");
  if (typeof value === "string" && !value.isWellFormed()) throw new TypeError("A string is ill-formed.");
  if (!isObject(value)) return typeof value === "object" ? Object.freeze(value) : value;
  const bare: JsonObject = Object.create(null);
  return Object.freeze(Object.assign(bare, value));
}
