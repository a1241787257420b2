import { frameworks, type Framework, type Home } from "./contestant.js";
import { measuredAlgorithms, type MeasuredAlgorithm } from "./material.js";

/** What a request brings: nothing, an API key, name and password, the same token each time, or one that was not seen lately. */
type Credential = "none" | "API key" | "Basic" | "repeated" | "new";

/** What a table is about: tokens that are signed so, or passwords. */
export type Topic = MeasuredAlgorithm | "Basic";

/** One row: who answers, and what is asked. */
export interface Row {
  readonly contestant: string;
  readonly credential: Credential;
  /** What the row is called. Default: the contestant, and which token it is sent. */
  readonly name?: string;
  /** Where the contestant is. Default: with those of the framework. */
  readonly home?: Home;
  /** The contestant without authentication that it is compared with. Default: the framework's. */
  readonly open?: string;
}

/** What is measured in turn, and compared: ratios are within one group only. */
export interface Group {
  readonly framework: Framework;
  readonly topic: Topic;
  /** What is written by hand, which ratios are taken to. */
  readonly byHand: Row;
  readonly rows: readonly Row[];
}

/** What ratios are taken to. */
export const openRow: Row = { contestant: "no auth", credential: "none" };
/** What it costs to receive a token that nobody looks at: the floor for any guard. */
export const receivingRow: Row = { name: "no auth, token sent", contestant: "no auth", credential: "repeated" };
export const byHandRow: Row = { contestant: "jose by hand", credential: "new" };
const bcryptRow: Row = { contestant: "bcrypt by hand", credential: "Basic" };

const peers: Readonly<Record<Framework, readonly Row[]>> = {
  express: [
    ...["express-jwt", "express-oauth2-jwt-bearer", "passport-jwt"].map(popular),
    ...builtOn("routing-controllers", "routing-controllers, no auth", "routing-controllers, @CurrentUser"),
    ...builtOn("nest", "Nest on Express, no auth", "Nest on Express, guard"),
    { contestant: "Fastify, no auth", credential: "none", home: "nest" },
    ...builtOn("nest", "Nest on Fastify, no auth", "Nest on Fastify, guard"),
  ],
  koa: [popular("koa-jwt")],
  hono: [popular("hono/jwt")],
};

const signatureRows: readonly Row[] = [openRow, byHandRow, ...both("ampoule, function")];

/** Every style, and what else there is, on the algorithm that is measured in full; the others show what their signatures cost. */
export const groups: readonly Group[] = [
  ...measuredAlgorithms.flatMap((topic) => frameworks.map((framework) => tokenGroup(framework, topic))),
  ...frameworks.map((framework): Group => ({ framework, topic: "Basic", byHand: bcryptRow, rows: passwordRows(framework) })),
];

function tokenGroup(framework: Framework, topic: MeasuredAlgorithm): Group {
  return { framework, topic, byHand: byHandRow, rows: topic === "HS256" ? fullRows(framework) : signatureRows };
}

function fullRows(framework: Framework): readonly Row[] {
  return [
    openRow,
    receivingRow,
    byHandRow,
    { contestant: "jose by hand", credential: "repeated" },
    { contestant: "node:crypto by hand", credential: "new" },
    { contestant: "ampoule, open", credential: "none" },
    ...["ampoule, function", "ampoule, class", "ampoule, guard"].flatMap(both),
    { contestant: "ampoule, API key", credential: "API key" },
    ...peers[framework],
  ];
}

/** hono/basic-auth compares with a password that stands in the program: it hashes nothing that is slow. */
function passwordRows(framework: Framework): readonly Row[] {
  const plain: readonly Row[] = framework === "hono" ? [{ contestant: "hono/basic-auth", credential: "Basic" }] : [];
  const ours = ["ampoule, Basic", "ampoule, Basic remembered"].map((contestant): Row => ({ contestant, credential: "Basic" }));
  return [openRow, bcryptRow, ...ours, ...plain];
}

function popular(contestant: string): Row {
  return { contestant, credential: "repeated" };
}

/** What brings its own way to write handlers is compared with itself, unguarded. */
function builtOn(home: Home, open: string, guarded: string): readonly Row[] {
  return [
    { home, contestant: open, credential: "none" },
    { home, open, contestant: guarded, credential: "repeated" },
  ];
}

function both(contestant: string): readonly Row[] {
  return [
    { contestant, credential: "repeated" },
    { contestant, credential: "new" },
  ];
}

export function nameOf({ name, contestant, credential }: Row): string {
  return name ?? (credential === "repeated" || credential === "new" ? `${contestant}, ${credential} token` : contestant);
}
