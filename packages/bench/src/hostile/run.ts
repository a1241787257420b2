import { randomBytes } from "node:crypto";
import { statusOf, type BearerCase, type Material } from "@ampoule/testing/hostile-bearer";
import { portOf, type Contestant } from "./contestant.js";

/** What one contestant answered: a status for each case, in order. */
export interface Column {
  readonly name: string;
  readonly statuses: readonly number[];
}

const told = { secret: randomBytes(64).toString("hex"), issuer: "https://issuer.example", audience: "https://api.example" };

/** Asks a contestant every case, one after the other. */
export async function ask({ name, type, serve }: Contestant, cases: readonly BearerCase[]): Promise<Column> {
  const server = serve(told);
  const port = await portOf(server);
  const statuses: number[] = [];
  for (const one of cases) {
    const material: Material = { ...told, type, now: Math.floor(Date.now() / 1_000) };
    statuses.push(await statusOf(port, one, material));
  }
  server.close();
  return { name, statuses };
}
