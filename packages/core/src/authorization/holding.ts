import { isThenable } from "../contract/thenable.js";
import { policy, type Policy } from "../contract/policy.js";
import { allow, allowAs, deny, type Verdict } from "../contract/verdict.js";
import { holdersOf, type DeclaredRoles } from "./hierarchy.js";
import { requireDeclared } from "./permissions.js";
import type { RolesOptions } from "./roles.js";

/** Who holds which of the declared roles. */
export class Holding<P> {
  /** Every declared role. */
  readonly names: ReadonlySet<string>;
  readonly #holders: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #of: (principal: P) => unknown;
  readonly #superRole: string | undefined;

  constructor(declared: DeclaredRoles, options: RolesOptions<P, string>) {
    this.#holders = holdersOf(declared);
    this.names = new Set(this.#holders.keys());
    this.#of = options.of;
    // A name that a prototype holds was declared by nobody.
    this.#superRole = Object.hasOwn(options, "superRole") ? options.superRole : undefined;
    if (this.#superRole !== undefined) requireDeclared("role", this.#superRole, this.names);
  }

  /** Permits who holds any of these roles, or one that includes it. */
  policy(name: string, roles: readonly string[]): Policy<P> {
    const wanted = new Set(roles.flatMap((role) => [...(this.#holders.get(role) ?? [])]));
    return policy(name, (principal: P) => this.#judge(principal, wanted));
  }

  #judge(principal: P, wanted: ReadonlySet<string>): Verdict {
    const own = told(this.#of(principal)).filter((name) => this.names.has(name));
    if (own.some((name) => wanted.has(name))) return allow;
    const superRole = own.find((name) => name === this.#superRole);
    return superRole === undefined ? deny(`has ${own.join(", ") || "no role"}`) : allowAs(superRole);
  }
}

/** The names that a principal tells. */
function told(answer: unknown): readonly string[] {
  if (isThenable(answer))
    throw new TypeError("The roles of a principal are asked for with `of`, which must not wait: load them with the principal.");
  const names: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return names.filter((name) => typeof name === "string");
}
