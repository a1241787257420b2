import { ConfigurationError } from "../contract/errors.js";

/** Which roles each role includes. */
export type DeclaredRoles = Readonly<Record<string, readonly string[]>>;

/**
 * For each role, those that have it: itself, and whatever includes it.
 *
 * @throws ConfigurationError on a role that is not declared, and on roles that include each other.
 */
export function holdersOf(declared: DeclaredRoles): ReadonlyMap<string, ReadonlySet<string>> {
  const roles = recordOf("roles()", declared);
  const included = new Map<string, ReadonlySet<string>>();
  for (const name of roles.keys()) include(name, roles, { included, path: [] });
  const having = (role: string) => [...roles.keys()].filter((name) => included.get(name)?.has(role));
  return new Map([...roles.keys()].map((role) => [role, new Set(having(role))]));
}

interface Walk {
  /** What is known already. */
  readonly included: Map<string, ReadonlySet<string>>;
  /** The roles that lead here. */
  readonly path: readonly string[];
}

/** A role, and everything that it includes. */
function include(name: string, roles: ReadonlyMap<string, readonly string[]>, { included, path }: Walk): ReadonlySet<string> {
  const known = included.get(name);
  if (known !== undefined) return known;
  const trail = [...path, name];
  if (path.includes(name)) throw cycle(trail.slice(path.indexOf(name)));
  const direct = roles.get(name);
  if (direct === undefined) throw unknownRole(trail, roles);
  const all = new Set([name, ...direct.flatMap((one) => [...include(one, roles, { included, path: trail })])]);
  included.set(name, all);
  return all;
}

function cycle(trail: readonly string[]): ConfigurationError {
  return new ConfigurationError("cycle", `These roles include each other: ${trail.join(" → ")}. Take one of them out.`);
}

function unknownRole(trail: readonly string[], roles: ReadonlyMap<string, unknown>): ConfigurationError {
  const message = `A role that is not declared is included: ${trail.join(" → ")}. Declared are: ${[...roles.keys()].join(", ")}.`;
  return new ConfigurationError("invalid_option", message);
}

/**
 * A record of lists of names, to which no prototype adds anything.
 *
 * @throws ConfigurationError on anything else.
 */
export function recordOf(owner: string, record: Readonly<Record<string, readonly string[] | undefined>>): Map<string, readonly string[]> {
  if (!isPlain(record))
    throw new ConfigurationError("invalid_option", `${owner} is given something other than a plain object of lists of names.`);
  for (const [name, names] of Object.entries<unknown>(record)) {
    if (name !== "" && name !== "__proto__" && Array.isArray(names) && names.every((one) => typeof one === "string")) continue;
    throw new ConfigurationError(
      "invalid_option",
      `${owner} is given ${JSON.stringify(name)} without a list of names: write { name: ["another"] }.`,
    );
  }
  return new Map(Object.entries(record) as [string, readonly string[]][]);
}

function isPlain(record: unknown): boolean {
  if (typeof record !== "object" || record === null) return false;
  const prototype: unknown = Object.getPrototypeOf(record);
  return prototype === Object.prototype || prototype === null;
}
