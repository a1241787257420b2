import type { Framework } from "./contestant.js";
import { byHandRow, nameOf, openRow, type Row, type Topic } from "./groups.js";
import type { Outcome } from "./part.js";
import { ratioOf } from "./ratios.js";
import type { Measured } from "./run-group.js";

/** What one row should come to beside another. */
interface Target {
  readonly framework: Framework;
  readonly topic: Topic;
  readonly row: string;
  readonly to: string;
  readonly least: number;
}

/** Where new tokens may not wait longer than by hand, p99 beside p99. */
const patient: readonly Topic[] = ["RS256", "ES256"];

const none = nameOf(openRow);
const byHand = nameOf(byHandRow);
const byHandRepeated = ours("jose by hand", "repeated");
const repeated = ours("ampoule, function", "repeated");
const fresh = ours("ampoule, function", "new");

function ours(contestant: string, credential: Row["credential"]): string {
  return nameOf({ contestant, credential });
}

/** The same comparison on Express, Koa and Hono. */
function onEach(row: string, to: string, [express, koa, hono]: readonly [number, number, number], topic: Topic = "HS256"): Target[] {
  const target = { topic, row, to };
  return [
    { ...target, framework: "express", least: express },
    { ...target, framework: "koa", least: koa },
    { ...target, framework: "hono", least: hono },
  ];
}

const targets: readonly Target[] = [
  ...onEach(repeated, none, [0.92, 0.95, 0.9]),
  ...onEach(repeated, byHandRepeated, [2.6, 3.3, 3.5]),
  ...onEach(fresh, byHand, [1.7, 2, 2]),
  { framework: "express", topic: "HS256", row: repeated, to: ours("express-jwt", "repeated"), least: 3 },
  { framework: "koa", topic: "HS256", row: repeated, to: ours("koa-jwt", "repeated"), least: 4 },
  { framework: "hono", topic: "HS256", row: repeated, to: ours("hono/jwt", "repeated"), least: 4 },
  { framework: "express", topic: "HS256", row: repeated, to: ours("Nest on Express, guard", "repeated"), least: 3.5 },
  ...onEach("ampoule, API key", none, [0.92, 0.92, 0.9]),
  ...onEach(ours("ampoule, class", "repeated"), repeated, [0.97, 0.97, 0.97]),
  ...onEach(fresh, byHand, [1.5, 1.5, 1.5], "RS256"),
  ...onEach(fresh, byHand, [1.5, 1.5, 1.5], "ES256"),
  ...onEach(fresh, byHand, [1, 1, 1], "EdDSA"),
];

/** The targets that a run can say something about. */
export function outcomesOf(run: readonly Measured[]): readonly Outcome[] {
  return [...targets.flatMap((target) => throughputOf(target, run)), ...run.flatMap(waitingOf)];
}

function throughputOf({ framework, topic, row, to, least }: Target, run: readonly Measured[]): Outcome[] {
  const measured = run.find(({ group }) => group.framework === framework && group.topic === topic);
  const ratio = measured && ratioOf(measured, row, to);
  const name = `${framework}, ${topic}: ${row} ÷ ${to}`;
  return ratio === undefined ? [] : [{ name, bound: "at least", limit: least, seen: ratio.middle }];
}

function waitingOf(measured: Measured): Outcome[] {
  const { framework, topic } = measured.group;
  const ratio = patient.includes(topic) ? ratioOf(measured, fresh, byHand, "p99") : undefined;
  const name = `${framework}, ${topic}: p99 of ${fresh} ÷ ${byHand}`;
  return ratio === undefined ? [] : [{ name, bound: "at most", limit: 1, seen: ratio.middle }];
}
