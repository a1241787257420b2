import type { AnswerFields } from "../contract/refusal.js";

/** Adds names to `Vary`, and keeps those that it has (RFC 9110 section 12.5.5). */
export function addVary(fields: AnswerFields, names: readonly string[]): void {
  const before = fields.get("Vary") ?? "";
  const known = before
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());
  const missing = known.includes("*") ? [] : names.filter((name) => !known.includes(name.toLowerCase()));
  if (missing.length > 0) fields.set("Vary", [...(before === "" ? [] : [before]), ...missing].join(", "));
}
