import { SecretText } from "./secret-text.js";

/** One setting: the names of its variables, and how their text is read. */
export interface Variable<T> {
  /** The documented name, then others that mean the same. */
  readonly names: readonly [string, ...string[]];
  /** What the text has to be, in words. */
  readonly wants: string;
  /** `undefined` for what it cannot be. */
  readonly read: (text: string) => T | undefined;
  /** What people may see of it. */
  readonly show: (value: T) => string;
}

type Names = Variable<unknown>["names"];
type Read<T> = (text: string) => T | undefined;

export function variable<T>(names: Names, wants: string, read: Read<T>): Variable<T> {
  return { names, wants, read, show: (value) => [value].flat().join(", ") };
}

export function wholeNumber(names: Names, unit: string, [least, most]: readonly [number, number]): Variable<number> {
  return variable(names, `a whole number${unit === "" ? "" : ` of ${unit}`} from ${least} to ${most}`, (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });
}

export function secret(names: Names, wants: string): Variable<SecretText> {
  return variable(names, wants, (text) => new SecretText(text));
}

/** Texts with commas between them, or a JSON list, as pydantic wants it. */
export function list(names: Names, wants: string, read: Read<string>): Variable<readonly [string, ...string[]]> {
  return variable(names, `${wants}, with commas between them`, (text) => {
    const parts = partsOf(text);
    const [first, ...others] = parts.flatMap((part) => read(part) ?? []);
    return first === undefined || others.length + 1 < parts.length ? undefined : Object.freeze([first, ...others] as const);
  });
}

function partsOf(text: string): readonly string[] {
  if (!text.startsWith("[")) return text.split(",").map((part) => part.trim());
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) && parts.every((part) => typeof part === "string") ? parts : [];
  } catch {
    return [];
  }
}
