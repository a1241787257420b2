import type { Environment } from "../environment/environment.js";
import { lookUp } from "../environment/look-up.js";
import type { Variable } from "./variable.js";

/** One setting as it holds, for people. */
export interface SettingRow {
  readonly name: string;
  /** Without secrets. */
  readonly value: string;
  /** The variables that said it, or `default`. */
  readonly source: string;
}

/** Reads variables, and remembers what they said and what was wrong with them. */
export class Reading {
  readonly rows: SettingRow[] = [];
  readonly problems: string[] = [];
  readonly #environment: Environment;
  readonly #refused = new Set<object>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The value of a setting; the fallback where it is not set, and where it is wrong. */
  take<T, F extends T | undefined>(variable: Variable<T>, fallback: F): T | F {
    const found = lookUp(this.#environment, variable.names);
    if (found === undefined) return this.#say(variable, fallback, "default");
    if ("problem" in found) return this.#refuse(variable, found.problem, fallback);
    const value = variable.read(found.text);
    if (value === undefined) return this.#refuse(variable, `${found.source} has to be ${variable.wants}.`, fallback);
    return this.#say(variable, value, found.source);
  }

  /** Whether the environment has anything to say of a setting. */
  isSet({ names }: Pick<Variable<unknown>, "names">): boolean {
    return lookUp(this.#environment, names) !== undefined;
  }

  /** The variables that said a setting, or its documented name. */
  sourceOf({ names }: Pick<Variable<unknown>, "names">): string {
    const found = lookUp(this.#environment, names);
    return found === undefined || "problem" in found ? names[0] : found.source;
  }

  /** Whether none of these was refused: else what they say together is not known. */
  isKnown(...variables: readonly object[]): boolean {
    return variables.every((variable) => !this.#refused.has(variable));
  }

  #say<T, V extends T | undefined>({ names: [name], show }: Variable<T>, value: V, source: string): V {
    this.rows.push({ name, value: value === undefined ? "" : show(value), source: value === undefined ? "not set" : source });
    return value;
  }

  #refuse<T, F>(variable: Variable<T>, problem: string, fallback: F): F {
    this.rows.push({ name: variable.names[0], value: "", source: "refused" });
    this.#refused.add(variable);
    this.problems.push(problem);
    return fallback;
  }
}
