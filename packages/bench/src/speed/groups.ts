import type { Framework } from "./contestant.js";
import { measuredAlgorithms, type MeasuredAlgorithm } from "./material.js";

/** What a request brings: nothing, an API key, the same token each time, or one that was not seen lately. */
type Credential = "none" | "API key" | "repeated" | "new";

/** One row: who answers, and what is asked. */
export interface Row {
  readonly contestant: string;
  readonly credential: Credential;
}

/** What is measured in turn, and compared: ratios are within one group only. */
export interface Group {
  readonly framework: Framework;
  readonly algorithm: MeasuredAlgorithm;
  readonly rows: readonly Row[];
}

const frameworks: readonly Framework[] = ["express", "koa", "hono"];
const popular: Readonly<Record<Framework, readonly string[]>> = {
  express: ["express-jwt", "express-oauth2-jwt-bearer"],
  koa: ["koa-jwt"],
  hono: ["hono/jwt"],
};

/** What ratios are taken to. */
export const openRow: Row = { contestant: "no auth", credential: "none" };
export const byHandRow: Row = { contestant: "jose by hand", credential: "new" };

const signatureRows: readonly Row[] = [openRow, byHandRow, ...both("ampoule, function")];

/** Every style, and what else there is, on the algorithm that is measured in full; the others show what their signatures cost. */
export const groups: readonly Group[] = measuredAlgorithms.flatMap((algorithm) =>
  frameworks.map((framework) => ({ framework, algorithm, rows: algorithm === "HS256" ? fullRows(framework) : signatureRows })),
);

function fullRows(framework: Framework): readonly Row[] {
  return [
    openRow,
    byHandRow,
    { contestant: "jose by hand", credential: "repeated" },
    { contestant: "ampoule, open", credential: "none" },
    ...["ampoule, function", "ampoule, class", "ampoule, guard"].flatMap(both),
    { contestant: "ampoule, API key", credential: "API key" },
    ...popular[framework].map((contestant): Row => ({ contestant, credential: "repeated" })),
  ];
}

function both(contestant: string): readonly Row[] {
  return [
    { contestant, credential: "repeated" },
    { contestant, credential: "new" },
  ];
}

/** What a row is called: the contestant, and what it is sent. */
export function nameOf({ contestant, credential }: Row): string {
  return credential === "none" || credential === "API key" ? contestant : `${contestant}, ${credential} token`;
}
