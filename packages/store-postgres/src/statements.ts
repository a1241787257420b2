import { lockedIn, someOf } from "./columns.js";
import type { Tables } from "./tables.js";

/** How many rows each sign-in and each denial tidies away, so that no timer is needed. */
const swept = 20;
/** One refresh in so many forgets seeds, twice as many as these bring. Each by itself would cost a third more. */
export const sweepEvery = 16;

/** What is asked of the tables of tokens: each one statement, so that nothing comes between its condition and its change. */
export interface Statements {
  /** Version, end, family, seed, its end; id, subject, now. */
  readonly create: string;
  readonly find: string;
  /** Subject. */
  readonly list: string;
  /** Version, end, family, seed, its end; id, the version that was read. */
  readonly swap: string;
  /** The same, then now. */
  readonly swapAndSweep: string;
  readonly end: string;
  /** Subject, the family that goes on, now, until. */
  readonly endAll: string;
  /** Name, until, now. */
  readonly deny: string;
  /** Name, family, subject, issued at. A row where it is over. */
  readonly isOver: string;
  /** Now. */
  readonly forgetSeeds: (most: number) => string;
  /** Now. */
  readonly purge: (most: number) => readonly string[];
}

export function statementsOn({ families, denied, cutOffs }: Tables): Statements {
  const forgetSeeds = (most: number, now = "$1"): string =>
    `UPDATE ${families} SET seed = NULL, seed_until = NULL WHERE ${someOf(families, "id", `seed_until < ${now} AND ends >= ${now}`, most)}`;
  const purge = (most: number, now = "$1"): string[] =>
    Object.entries({ [families]: "id", [denied]: "jti", [cutOffs]: "subject" }).map(([table, key]) =>
      deletion(table, key, `ends < ${now}`, most),
    );
  const swap = `UPDATE ${families} SET version = $1, ends = $2, family = $3, seed = $4, seed_until = $5 WHERE id = $6 AND version = $7`;
  const [ended, denials, ends] = purge(swept, "$8");
  return {
    create: `WITH seeds AS (${forgetSeeds(swept, "$8")}), ended AS (${ended}), denials AS (${denials}), ends AS (${ends})
      INSERT INTO ${families} (version, ends, family, seed, seed_until, id, subject) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    find: `SELECT family, seed, seed_until FROM ${families} WHERE id = $1`,
    list: `SELECT family, seed, seed_until FROM ${families} WHERE subject = $1`,
    swap,
    swapAndSweep: `WITH seeds AS (${forgetSeeds(2 * sweepEvery, "$8")}) ${swap}`,
    end: `DELETE FROM ${families} WHERE id = $1`,
    endAll: `WITH ends AS (${deletion(cutOffs, "subject", "ends < $3 AND subject <> $1", swept)}), ended AS (DELETE FROM ${families} WHERE ${lockedIn(families, "id", "subject = $1 AND id IS DISTINCT FROM $2::text")})
      INSERT INTO ${cutOffs} AS known (subject, at, ends) VALUES ($1, $3, $4)
      ON CONFLICT (subject) DO UPDATE SET at = greatest(known.at, excluded.at), ends = greatest(known.ends, excluded.ends)`,
    deny: `WITH denials AS (${deletion(denied, "jti", "ends < $3 AND jti <> $1", swept)})
      INSERT INTO ${denied} AS known (jti, ends) VALUES ($1, $2) ON CONFLICT (jti) DO UPDATE SET ends = greatest(known.ends, excluded.ends)`,
    isOver: `SELECT WHERE EXISTS (SELECT FROM ${denied} WHERE jti = $1) OR CASE WHEN $2::text IS NULL
      THEN EXISTS (SELECT FROM ${cutOffs} WHERE subject = $3 AND at >= $4) ELSE NOT EXISTS (SELECT FROM ${families} WHERE id = $2) END`,
    forgetSeeds,
    purge,
  };
}

function deletion(table: string, key: string, condition: string, most: number): string {
  return `DELETE FROM ${table} WHERE ${someOf(table, key, condition, most)}`;
}
