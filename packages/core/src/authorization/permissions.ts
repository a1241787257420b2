import { ConfigurationError } from "../contract/errors.js";
import { recordOf } from "./hierarchy.js";

/** Resources, and what can be done with each: `{ article: ["read", "write"] }`. */
export type Statements = Readonly<Record<string, readonly string[]>>;

/** The names of declared permissions: `"article:read" | "article:write"`. */
export type PermissionName<S extends Statements> = { [R in keyof S & string]: `${R}:${S[R][number]}` }[keyof S & string];

/** What a role may be given: a permission, every action of a resource, or everything. */
export type Grant<S extends Statements> = PermissionName<S> | `${keyof S & string}:*` | "*";

const plainName = /^[^\s:*]+$/;

/**
 * Every declared permission.
 *
 * @throws ConfigurationError on a name that could be taken for another, or for a wildcard.
 */
export function declaredPermissions(statements: Statements): ReadonlySet<string> {
  const entries = [...recordOf("permissions()", statements)];
  const wrong = entries.flat(2).find((name) => !plainName.test(name));
  if (wrong !== undefined) {
    const message = `permissions() declares ${JSON.stringify(wrong)}: names of resources and actions are without spaces, ":" and "*".`;
    throw new ConfigurationError("invalid_option", message);
  }
  return new Set(entries.flatMap(([resource, actions]) => actions.map((action) => `${resource}:${action}`)));
}

/**
 * For each permission, the roles that it was given to by name.
 *
 * @throws ConfigurationError on a role or a permission that is not declared.
 */
export function grantees(
  permissions: ReadonlySet<string>,
  grants: Readonly<Record<string, readonly string[] | undefined>>,
  roles: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const given = [...recordOf("permissions()", grants)].flatMap(([role, names]) => {
    requireDeclared("role", role, roles);
    return names.flatMap((grant) => expand(grant, permissions).map((permission) => ({ role, permission })));
  });
  return new Map([...permissions].map((one) => [one, given.filter(({ permission }) => permission === one).map(({ role }) => role)]));
}

function expand(grant: string, permissions: ReadonlySet<string>): readonly string[] {
  if (grant === "*") return [...permissions];
  const meant = grant.endsWith(":*") ? [...permissions].filter((one) => one.startsWith(grant.slice(0, -1))) : [];
  if (meant.length === 0) requireDeclared("permission", grant, permissions);
  return meant.length === 0 ? [grant] : meant;
}

/** @throws ConfigurationError on a name that is not among those that are declared. */
export function requireDeclared(what: string, name: string, declared: ReadonlySet<string>): void {
  if (declared.has(name)) return;
  throw new ConfigurationError("invalid_option", `There is no ${what} ${JSON.stringify(name)}; declared are: ${[...declared].join(", ")}.`);
}
