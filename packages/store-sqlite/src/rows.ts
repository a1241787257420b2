import { endOf, packFamily, unpackFamily, type Family } from "@ampoule/accounts";
import { UnavailableError } from "@ampoule/core";
import type { Row } from "./database.js";

/** Version, end, family, seed, and the end of the seed: the seed can be forgotten without touching the rest. */
export function columnsOf(family: Family): (string | number | null)[] {
  const { seed, version } = family;
  return [version, endOf(family), packFamily({ ...family, seed: undefined }), seed?.value ?? null, seed?.until ?? null];
}

/** The family in a row. @throws UnavailableError on one that cannot be read. */
export function familyIn({ family, seed, seed_until: until }: Row): Family {
  try {
    return { ...unpackFamily(String(family)), seed: typeof seed === "string" ? { value: seed, until: Number(until) } : undefined };
  } catch (cause) {
    throw new UnavailableError("A row of the database of tokens cannot be read.", { cause });
  }
}
