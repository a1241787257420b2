import { container } from "tsyringe";
import { ask } from "../answer.js";
import type { GraphCase } from "../format/case-file.js";
import type { DocumentExpectation } from "../format/document.js";
import type { ExchangeSpec } from "../format/exchange.js";
import type { GraphSpec } from "../format/graph.js";
import { documentDifferences } from "../compare/document.js";
import { exchangeDifferences } from "../compare/exchange.js";
import { deviations } from "../deviations.js";
import type { Frame, Running } from "../frames/frame.js";
import { GraphMount } from "../graph/mount.js";
import { Providers } from "../graph/providers.js";
import { Recorder } from "../graph/recorder.js";
import { bare, overridden, routeFor, routesOf, schemesBelow, type PlacedRoute } from "../graph/routes.js";
import { watchChunks } from "../graph/streaming.js";
import { together, type Outcome } from "../outcome.js";
import { OwnDetails } from "../own-details.js";
import { adjusted, type DocumentedOperation } from "../rules/deviation.js";
import { documentFailure } from "./documenting.js";
import { refusalByRule, refused } from "./set-up.js";

/** A tree of dependencies, requests against it, and what has to happen. */
export async function runGraphCase(one: GraphCase, frame: Frame): Promise<Outcome> {
  const recorder = new Recorder();
  const refusal = one.registrationError === true ? {} : refusalByRule(one.graph);
  const starting = start(one.graph, frame, recorder);
  if (refusal !== undefined) return refused(starting, refusal);
  await using app = await starting;
  // As it is served: made when the application is sealed, before a test lets anything stand in.
  const document = one.openapi === undefined ? [] : [documentOutcome(one.graph, one.openapi, app)];
  app.mounted.override(app);
  const outcomes: Outcome[] = [];
  for (const exchange of one.exchanges) outcomes.push(await runExchange(one.graph, exchange, { app, recorder }));
  return together([...outcomes, ...document]);
}

type Started = Running & { readonly mounted: GraphMount };

async function start(graph: GraphSpec, frame: Frame, recorder: Recorder): Promise<Started> {
  const details = new OwnDetails();
  const mounted = new GraphMount(graph, new Providers(graph, recorder, details), recorder);
  const streams = routesIn(graph).some(({ streams }) => streams === true);
  const running = await frame.serve({
    options: {
      container: container.createChildContainer(),
      render: details.render,
      onEvent: ({ type, code }) => void (type === "fault" && recorder.fault(code)),
    },
    add: mounted.add,
    watch(response) {
      recorder.watch(response);
      if (streams) watchChunks(response, (event) => recorder.note(event));
    },
  });
  return Object.assign(running, { mounted });
}

function routesIn({ routes = [], routers = [] }: GraphSpec) {
  return [...routes, ...routers.flatMap((router) => router.routes)];
}

async function runExchange(
  graph: GraphSpec,
  { request, expect: said }: ExchangeSpec,
  on: { app: Running; recorder: Recorder },
): Promise<Outcome> {
  const { app, recorder } = on;
  recorder.reset();
  const before = app.faults.length;
  const answer = await ask(app.port, request);
  const { faults, ...witnessed } = await recorder.settled();
  const effective = overridden(graph);
  const schemes = schemesFor(effective, routeFor(effective, request));
  const situation = { schemes, request, expect: said, graph };
  const { expect, rules } = adjusted(situation, deviations, ({ exchange }) => exchange);
  const serverError = app.faults.length > before || faults > 0;
  const { json: _, ...seen } = answer;
  return { failures: exchangeDifferences(expect, answer, { ...witnessed, serverError }), rules, seen };
}

function schemesFor(graph: GraphSpec, route: PlacedRoute | undefined) {
  return route === undefined ? [] : [...schemesBelow(graph, [...route.guards, ...route.effects, ...route.needs]).values()];
}

function documentOutcome(graph: GraphSpec, expected: DocumentExpectation, app: Running): Outcome {
  const operations = new Map(routesOf(graph).map((route) => [`${route.method} ${bare(route.path)}`, operationOf(graph, route)]));
  const { expect, rules } = adjusted({ operations, expect: expected }, deviations, ({ document }) => document);
  return { failures: documentFailure(app, expect, (document) => documentDifferences(expect, document)), rules, seen: undefined };
}

function operationOf(graph: GraphSpec, route: PlacedRoute): DocumentedOperation {
  const below = (dep: string | undefined): boolean => {
    const { needs = [] } = graph.deps?.[dep ?? ""] ?? {};
    return dep !== undefined && (needs.length === 0 || needs.some((need) => below(need.dep)));
  };
  const uses = [...route.guards, ...route.effects, ...route.needs];
  return { schemes: schemesFor(graph, route), decides: uses.some(({ dep }) => below(dep)) };
}
