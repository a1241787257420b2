import { container } from "tsyringe";
import { ask, type Answer } from "../answer.js";
import type { Application } from "../apps/application.js";
import { applications } from "../apps/registry.js";
import { Placeholders } from "../apps/tokens.js";
import type { DocumentExpectation } from "../format/document.js";
import type { AppCase, AppSpec, StepSpec } from "../format/case-file.js";
import { documentDifferences } from "../compare/document.js";
import { exchangeDifferences } from "../compare/exchange.js";
import { deviations } from "../deviations.js";
import { required, requireKnown, UnknownInCase } from "../fields.js";
import type { Frame, Running } from "../frames/frame.js";
import { together, type Outcome } from "../outcome.js";
import { OwnDetails } from "../own-details.js";
import { adjusted } from "../rules/deviation.js";
import { documentedSchemes, schemesFor } from "./documented-schemes.js";
import { documentFailure } from "./documenting.js";

/** One case of an application. */
export async function runAppCase(spec: AppSpec, one: AppCase, frame: Frame): Promise<Outcome> {
  await using app = await start(spec, frame);
  const placeholders = new Placeholders(spec);
  const outcomes: Outcome[] = [];
  for (const step of stepsOf(one)) outcomes.push(await runStep(spec, step, { app, placeholders }));
  return together(outcomes);
}

/** What the document of an application says. */
export async function runAppDocument(spec: AppSpec, expected: DocumentExpectation, frame: Frame): Promise<Outcome> {
  await using app = await start(spec, frame);
  const operations = documentedSchemes(expected);
  const { expect, rules } = adjusted({ operations, expect: expected }, deviations, ({ document }) => document);
  return { failures: documentFailure(app, expect, (document) => documentDifferences(expect, document)), rules, seen: undefined };
}

function start(spec: AppSpec, frame: Frame): Promise<Running> {
  const application: Application | undefined = Object.hasOwn(applications, spec.id) ? applications[spec.id] : undefined;
  if (application === undefined) {
    throw new UnknownInCase(
      `this runner has no application "${spec.id}", and a description in words cannot be built: ${spec.description ?? ""}`,
    );
  }
  const details = new OwnDetails();
  return frame.serve({
    options: { container: container.createChildContainer(), render: details.render },
    add: (board) => application({ secure: board.secure, route: (...parts) => board.route(...parts), details, spec }),
  });
}

function stepsOf(one: AppCase): readonly StepSpec[] {
  if (one.steps !== undefined) return one.steps;
  return [{ request: required("the case", "request", one.request), expect: required("the case", "expect", one.expect) }];
}

async function runStep(spec: AppSpec, step: StepSpec, on: { app: Running; placeholders: Placeholders }): Promise<Outcome> {
  requireKnown("the step", step, ["request", "capture", "expect", "note"]);
  const request = await on.placeholders.fill(step.request);
  const answer = await ask(on.app.port, request);
  on.placeholders.capture(answer.json, step.capture);
  const situation = { schemes: schemesFor(spec.openapi, request), request, expect: step.expect };
  const { expect, rules } = adjusted(situation, deviations, ({ exchange }) => exchange);
  return { failures: exchangeDifferences(expect, answer), rules, seen: seenOf(answer, step) };
}

/** What an application makes anew each time differs each time. */
function seenOf({ status, challenge, body }: Answer, { capture = {} }: StepSpec): unknown {
  return Object.keys(capture).length === 0 ? { status, challenge, body } : { status, challenge };
}
