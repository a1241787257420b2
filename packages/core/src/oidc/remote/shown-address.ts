/** An address as messages may quote it: without what stands before an `@`, where passwords are, and without its query and fragment. */
export function shownAddress(address: unknown): string {
  const text = typeof address === "string" ? address : (JSON.stringify(address) ?? "nothing");
  const [, before = "", rest = ""] = /^(.*@)?(.*)$/s.exec(text) ?? [];
  const [shown = "", tail] = rest.split(/[?#]/, 2);
  // Where the query begins before the last "@", what is behind that may be its rest.
  const isUnclear = /[?#]/.test(before);
  return JSON.stringify(`${before && "…@"}${isUnclear ? "" : shown.slice(0, 200)}${isUnclear || tail !== undefined ? "…" : ""}`);
}
