import { container } from "tsyringe";
import { ask } from "../answer.js";
import type { SchemeCase } from "../format/case-file.js";
import type { SchemeSpec } from "../format/scheme.js";
import { exchangeDifferences } from "../compare/exchange.js";
import { deviations } from "../deviations.js";
import type { Frame, Running } from "../frames/frame.js";
import type { Outcome } from "../outcome.js";
import { adjusted } from "../rules/deviation.js";
import { mountProbe } from "../schemes/probe.js";
import { refusalByRule, refused } from "./set-up.js";

/** A scheme as its case wants it: `autoError` stands beside it there. */
export function schemeOf({ scheme, autoError = true }: { readonly scheme: SchemeSpec; readonly autoError?: boolean }): SchemeSpec {
  return { ...scheme, autoError };
}

/** Serves the one route of a case that is about a scheme or a form. */
export function serveProbe(scheme: SchemeSpec, frame: Frame): Promise<Running> {
  return frame.serve({ options: { container: container.createChildContainer() }, add: (board) => mountProbe(board, scheme) });
}

/** One scheme or login form, one request, one response. */
export async function runSchemeCase(one: SchemeCase, frame: Frame): Promise<Outcome> {
  const scheme = schemeOf(one);
  const starting = serveProbe(scheme, frame);
  const refusal = refusalByRule({ schemes: { scheme } });
  if (refusal !== undefined) return refused(starting, refusal);
  await using app = await starting;
  const answer = await ask(app.port, one.request);
  const situation = { schemes: [scheme], request: one.request, expect: one.expect, isProbe: true };
  const { expect, rules } = adjusted(situation, deviations, ({ exchange }) => exchange);
  const { json: _, ...seen } = answer;
  return { failures: exchangeDifferences(expect, answer), rules, seen };
}
