/** An address as messages may quote it: without what stands before an `@`, where passwords are, and without its query and fragment. */
export function shownAddress(address: unknown): string {
  const text = typeof address === "string" ? address : (JSON.stringify(address) ?? "nothing");
  const shown = text
    .replace(/^.*@/s, "…@")
    .replace(/([?#]).*$/s, "$1…")
    .slice(0, 200);
  return typeof address === "string" ? JSON.stringify(shown) : shown;
}
