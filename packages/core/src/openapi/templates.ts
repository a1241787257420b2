/** A parameter in a path. */
export interface PathParameter {
  readonly name: string;
  /** A regular expression that limits it. Default: none. */
  readonly pattern?: string;
  /** Whether it takes several segments. Default: no. */
  readonly isRest?: boolean;
}

/** A part of a pattern: text, or a parameter. */
export type PathPart = string | PathParameter;

/** A path as OpenAPI writes it: `/users/{id}`. */
export interface PathTemplate {
  readonly path: string;
  /** In the order in which they stand in the path; no name twice. */
  readonly parameters: readonly PathParameter[];
}

/** Puts a template together. OpenAPI allows each name once: what is there already gets a number. A path begins with a slash. */
export function templateOf(parts: readonly PathPart[]): PathTemplate {
  const parameters: PathParameter[] = [];
  const path = parts.map((part) => {
    if (typeof part === "string") return part.replace(/[{}?#]/g, (mark) => encodeURIComponent(mark));
    const name = unusedName(
      part.name,
      parameters.map((one) => one.name),
    );
    parameters.push({ ...part, name });
    return `{${name}}`;
  });
  return { path: path.join("").replace(/^(?!\/)/, "/"), parameters };
}

export function unusedName(name: string, used: readonly string[]): string {
  if (!used.includes(name)) return name;
  let number = 2;
  while (used.includes(`${name}_${number}`)) number += 1;
  return `${name}_${number}`;
}

/** Two templates of one shape stand for the same paths, whatever their parameters are called. */
export function shapeOf(path: string): string {
  return path.replace(/\{[^{}]*\}/g, "{}");
}

/** The names of the parameters in a template, in order. */
export function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
}
