/** Rows that a condition finds, locked in one order, so that two statements never wait for each other. */
export function lockedIn(table: string, key: string, condition: string): string {
  return `${key} = ANY (ARRAY (SELECT ${key} FROM ${table} WHERE ${condition} ORDER BY ${key} FOR UPDATE))`;
}

/** Some rows that a condition finds and nobody else holds. */
export function someOf(table: string, key: string, condition: string, most: number): string {
  return `${key} = ANY (ARRAY (SELECT ${key} FROM ${table} WHERE ${condition} LIMIT ${most} FOR UPDATE SKIP LOCKED))`;
}

/** Repeats what takes at most so many rows away at once, until there are fewer. */
export async function inBatches(size: number, take: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let taken = size; taken >= size; total += taken) taken = await take();
  return total;
}
