/** Something in a case that the runner does not know. It fails that case, and no other. */
export class UnknownInCase extends Error {
  override readonly name = "UnknownInCase";
}

/** Refuses fields that would be passed over: a case that is half understood proves nothing. */
export function requireKnown(place: string, spec: object, known: readonly string[]): void {
  const unknown = Object.keys(spec).filter((field) => !known.includes(field));
  if (unknown.length > 0) throw new UnknownInCase(`${place} has fields that this runner does not know: ${unknown.join(", ")}`);
}

/** A field that cannot be left out. */
export function required<T>(place: string, field: string, value: T | undefined): T {
  if (value === undefined) throw new UnknownInCase(`${place} has no "${field}"`);
  return value;
}
