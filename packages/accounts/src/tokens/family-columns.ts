import { UnavailableError } from "@ampoule/core";
import { endOf, packFamily, unpackFamily, type Family } from "./family.js";

/** What a table keeps of a family besides its id and its subject: version, end, the family as text, its seed, and the seed's end. */
export type FamilyColumns = readonly [version: number, ends: number, family: string, seed: string | null, seedUntil: number | null];

/** A family for a store that keeps tables. The seed has columns of its own, so that it can be forgotten without touching the rest. */
export function familyColumns(family: Family): FamilyColumns {
  const { seed, version } = family;
  return [version, endOf(family), packFamily({ ...family, seed: undefined }), seed?.value ?? null, seed?.until ?? null];
}

/** The family that {@link familyColumns} took apart, of what a driver read. @throws UnavailableError on what cannot be read. */
export function familyInColumns(family: unknown, seed: unknown, seedUntil: unknown): Family {
  try {
    return { ...unpackFamily(String(family)), seed: typeof seed === "string" ? { value: seed, until: Number(seedUntil) } : undefined };
  } catch (cause) {
    throw new UnavailableError("A family in the store cannot be read.", { cause });
  }
}
