import type { EndpointMethod } from "../contract/endpoint.js";
import type { Bases } from "../plan/bases.js";
import { compile, type Declaration } from "../plan/compile.js";
import type { Plan } from "../plan/plan.js";
import type { Route } from "./engine.js";

/** What routes are compiled from: anew after an override came or went, and once more may have been registered. */
export interface Compiling {
  /** What is to be walked now. */
  readonly bases: Bases;
  /** The same without overrides. */
  readonly undisturbed: Bases;
}

const nobody: ReadonlySet<object> = new Set();

/** Compiles a declaration at once, and again when it is asked for its plan after what it was compiled from has changed. */
export class DeclaredRoute implements Route {
  readonly isGuard: boolean;
  readonly method: EndpointMethod | undefined;
  label: string;
  isSealed = false;
  exceptions: Route["exceptions"] = [];
  applications = nobody;
  exceptedFrom = nobody;
  readonly #declaration: Declaration;
  readonly #from: Compiling;
  #bases: Bases;
  #plan: Plan;

  /** @throws ConfigurationError where it cannot be carried out safely. */
  constructor(declaration: Declaration, from: Compiling) {
    this.isGuard = declaration.kind === "guard";
    this.method = declaration.kind === "function" ? declaration.method : undefined;
    this.#declaration = declaration;
    this.#from = from;
    this.#bases = from.bases;
    this.#plan = compile(declaration, from.bases);
    this.label = this.#plan.label;
  }

  get plan(): Plan {
    const { bases } = this.#from;
    if (bases === this.#bases) return this.#plan;
    this.#plan = compile(this.#declaration, bases);
    this.#bases = bases;
    return this.#plan;
  }

  get declared(): Plan {
    const { bases, undisturbed } = this.#from;
    return bases === undisturbed ? this.plan : compile(this.#declaration, undisturbed);
  }
}
