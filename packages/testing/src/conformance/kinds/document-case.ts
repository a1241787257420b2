import type { DocumentCase } from "../format/case-file.js";
import type { DocumentExpectation } from "../format/document.js";
import type { Json } from "../format/json.js";
import { bodyDifferences, documentDifferences } from "../compare/document.js";
import { deviations } from "../deviations.js";
import { requireKnown } from "../fields.js";
import type { Frame } from "../frames/frame.js";
import type { Outcome } from "../outcome.js";
import { adjusted, type DocumentSituation } from "../rules/deviation.js";
import { isForm } from "../schemes/known.js";
import { probeOperation } from "../schemes/probe.js";
import { documentFailure } from "./documenting.js";
import { schemeOf, serveProbe } from "./scheme-case.js";
import { refusalByRule, refused } from "./set-up.js";

/** One scheme or login form, and what the document says of it. */
export async function runDocumentCase(one: DocumentCase, frame: Frame): Promise<Outcome> {
  const scheme = schemeOf(one);
  requireKnown("the expectation", one.expect, ["securitySchemes", "security", "responseCodes", "requestBody"]);
  const starting = serveProbe(scheme, frame);
  const refusal = refusalByRule({ schemes: { scheme } });
  if (refusal !== undefined) return refused(starting, refusal);
  await using app = await starting;
  const operation = probeOperation(scheme);
  const operations = new Map([[operation, { schemes: isForm(scheme) ? [] : [scheme], decides: false }]]);
  const situation: DocumentSituation = { operations, expect: expectationOf(one, operation) };
  const { expect, rules } = adjusted(situation, deviations, ({ document }) => document);
  const compare = (document: Json) => [
    ...documentDifferences(expect, document),
    ...bodyDifferences(operation, one.expect.requestBody, document),
  ];
  return { failures: documentFailure(app, expect, compare), rules, seen: undefined };
}

function expectationOf({ expect }: DocumentCase, operation: string): DocumentExpectation {
  const { security, securitySchemes = null, responseCodes } = expect;
  return { security: { [operation]: security }, securitySchemes, ...(responseCodes !== undefined && { responseCodes }) };
}
