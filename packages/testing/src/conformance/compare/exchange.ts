import type { Answer } from "../answer.js";
import type { ExchangeExpectation } from "../format/exchange.js";
import { requireKnown } from "../fields.js";
import { lackingChallenges } from "./challenges.js";
import { difference, lacking } from "./contains.js";

/** What the runner saw happen on the server. */
export interface Witnessed {
  readonly calls: Readonly<Record<string, number>>;
  readonly events: readonly string[];
  /** Whether an error that is no HTTP error reached the application's error handler, or the operator. */
  readonly serverError: boolean;
}

/** How an exchange differs from what is expected, line by line. */
export function exchangeDifferences(expected: ExchangeExpectation, answer: Answer, witnessed?: Witnessed): string[] {
  requireKnown("the expectation", expected, ["status", "headers", "json", "calls", "events", "serverError"]);
  return [
    ...(expected.status === answer.status ? [] : [difference("status", expected.status, answer.status)]),
    ...headerDifferences(expected, answer),
    // The reference's own 500 has no JSON to be compared with.
    ...(expected.json === undefined || expected.json === null ? [] : lacking(expected.json, answer.json)),
    ...(witnessed === undefined ? [] : witnessedDifferences(expected, witnessed)),
  ];
}

function headerDifferences({ headers = {} }: ExchangeExpectation, answer: Answer): string[] {
  requireKnown("the expected headers", headers, ["www-authenticate"]);
  const wanted = headers["www-authenticate"];
  return wanted === undefined ? [] : lackingChallenges(wanted, answer.challenge);
}

function witnessedDifferences({ calls, events, serverError = false }: ExchangeExpectation, witnessed: Witnessed): string[] {
  return [
    ...(calls === undefined ? [] : sameJson("calls", sorted(calls), sorted(witnessed.calls))),
    ...(events === undefined ? [] : sameJson("events", events, witnessed.events)),
    ...sameJson("an error that reached the server", serverError, witnessed.serverError),
  ];
}

function sameJson(place: string, expected: unknown, got: unknown): string[] {
  return JSON.stringify(expected) === JSON.stringify(got) ? [] : [difference(place, expected, got)];
}

function sorted(calls: Readonly<Record<string, number>>): unknown {
  return Object.fromEntries(Object.entries(calls).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
