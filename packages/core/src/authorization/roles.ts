import type { Policy } from "../contract/policy.js";
import { Holding } from "./holding.js";
import { declaredPermissions, grantees, requireDeclared, type Grant, type PermissionName, type Statements } from "./permissions.js";

/** What {@link roles} is told besides the roles. */
export interface RolesOptions<in P, out N extends string> {
  /**
   * Tells the roles of a principal: a list of names, or one name. What is not declared is no role, and anything of another shape holds none. Called whenever a policy is
   * asked; it must not wait, since what it needs is the principal's to bring. What it throws is a fault.
   */
  readonly of: (principal: P) => unknown;
  /** A role that passes every policy made here, and is told as an event of type `super_role` wherever it is what lets somebody pass. Default: none. */
  readonly superRole?: N;
}

/** Declared roles. Called with one of them, it makes the policy that asks for it, or for a role that includes it. */
export interface Roles<in P, N extends string> {
  (name: N): Policy<P>;
  /**
   * Declares permissions, and gives them to roles; whatever includes a role has what it has. Makes the policies that ask for one.
   *
   * `"article:*"` gives every declared action of a resource, `"*"` everything. Only here are these wildcards: in what a principal says they are names like
   * others, and no policy can ask for them.
   *
   * @throws ConfigurationError on a role, resource or action that is not declared, here and where a policy is made.
   * @example
   * ```ts
   * const permission = role.permissions({ article: ["read", "write"] }, { member: ["article:read"], editor: ["article:*"] });
   * const writer = require(currentUser, permission("article:write"));
   * ```
   */
  permissions<const S extends Statements>(
    statements: S,
    grants: { readonly [K in N]?: readonly Grant<S>[] },
  ): (name: PermissionName<S>) => Policy<P>;
}

/**
 * Declares roles, which of them each one includes, and how a principal tells its own.
 *
 * Guarantees: names are compared exactly; nothing is held by inheritance, by a wildcard, or because of a name. An undeclared role does not
 * compile.
 *
 * It does not find out whether the principal tells the truth. What a token says was true when it was issued; what a record says that was read for this request is
 * true now: see the guide on roles.
 *
 * @throws ConfigurationError on roles that include each other, on an undeclared one, here and where a policy is made.
 * @example
 * ```ts
 * const role = roles({ member: [], editor: ["member"], admin: ["editor"] }, { of: (user: User) => user.roles });
 * const editor = require(currentUser, role("editor")); // User, else 403
 * ```
 */
export function roles<const N extends string, P>(
  declared: { readonly [K in N]: readonly Exclude<NoInfer<N>, K>[] },
  options: RolesOptions<P, NoInfer<N>>,
): Roles<P, N> {
  const holding = new Holding(declared, options);
  const role = (name: N) => {
    requireDeclared("role", name, holding.names);
    return holding.policy(`role ${name}`, [name]);
  };
  const permissions = (statements: Statements, grants: Readonly<Record<string, readonly string[] | undefined>>) => {
    const all = declaredPermissions(statements);
    const given = grantees(all, grants, holding.names);
    return (name: string) => {
      requireDeclared("permission", name, all);
      return holding.policy(`permission ${name}`, given.get(name) ?? []);
    };
  };
  return Object.assign(role, { permissions });
}
