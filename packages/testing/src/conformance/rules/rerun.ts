import type { ExchangeExpectation } from "../format/exchange.js";
import type { Json } from "../format/json.js";
import { routeFor } from "../graph/routes.js";
import type { ExchangeSituation } from "./deviation.js";
import { ownPolicy, referencePolicy, runsOf } from "./runs.js";

/**
 * What is expected where the two rules about running again come to different ends. Says nothing unless the reference's rule, as it is modelled,
 * explains what the reference did.
 */
export function runInstead({ graph, request, expect }: ExchangeSituation): ExchangeExpectation | undefined {
  const route = graph === undefined ? undefined : routeFor(graph, request);
  if (graph === undefined || route === undefined || expect.status !== 200) return undefined;
  const reference = runsOf(graph, route, referencePolicy);
  const own = runsOf(graph, route, ownPolicy);
  const start = (expect.events ?? []).indexOf("handler");
  const explains = text(reference.calls) === text(expect.calls) && text(reference.events) === text((expect.events ?? []).slice(0, start));
  if (!explains || text(reference) === text(own)) return undefined;
  const json = merged(expect.json ?? null, { needs: own.needs });
  return { ...expect, json, calls: own.calls, events: [...own.events, ...(expect.events ?? []).slice(start)] };
}

/** The expected body with what the model knows put in: calls and scopes. */
function merged(expected: Json, known: Json): Json {
  if (!isRecord(expected) || !isRecord(known)) return typeof expected === typeof known && !isRecord(expected) ? known : expected;
  return Object.fromEntries(
    Object.entries(expected).map(([name, value]) => [name, name in known ? merged(value, known[name] ?? null) : value]),
  );
}

function isRecord(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
