/** Whether two JSON values say the same: the order of an object's fields says nothing. */
export function isSameJson(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/** A text that is the same for every way of writing one JSON value. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) => (isPlain(part) ? Object.fromEntries(Object.entries(part).toSorted(byName)) : part)) ?? ""
  );
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);

const isPlain = (part: unknown): part is object => typeof part === "object" && part !== null && !Array.isArray(part);
