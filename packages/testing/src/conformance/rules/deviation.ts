import type { DocumentExpectation } from "../format/document.js";
import type { ExchangeExpectation, RequestSpec } from "../format/exchange.js";
import type { GraphSpec } from "../format/graph.js";
import type { SchemeSpec } from "../format/scheme.js";

/** What a rule may look at where a request is answered: never the name of a case. */
export interface ExchangeSituation {
  /** The schemes that stand before the answer, in resolution order. */
  readonly schemes: readonly SchemeSpec[];
  readonly request: RequestSpec;
  readonly expect: ExchangeExpectation;
  readonly graph?: GraphSpec;
  /** Whether the answer shows what the one scheme gave, as `credentials`. */
  readonly isProbe?: boolean;
}

/** What stands before one operation of a document. */
export interface DocumentedOperation {
  /** In resolution order. */
  readonly schemes: readonly SchemeSpec[];
  /** Whether a dependency that needs no scheme may refuse as well. */
  readonly decides: boolean;
}

/** What a rule may look at where a document is made. */
export interface DocumentSituation {
  readonly operations: ReadonlyMap<string, DocumentedOperation>;
  readonly expect: DocumentExpectation;
}

/** What is expected of making the application, where that is the end of it. */
interface SetUpExpectation {
  readonly code: string;
}

/** Where Ampoule means to answer otherwise than FastAPI: one rule, with what is expected instead wherever its pattern matches. */
export interface Deviation {
  readonly name: string;
  /** What somebody who comes from FastAPI is told. */
  readonly reason: string;
  readonly exchange?: (situation: ExchangeSituation) => ExchangeExpectation | undefined;
  readonly document?: (situation: DocumentSituation) => DocumentExpectation | undefined;
  readonly setUp?: (graph: GraphSpec) => SetUpExpectation | undefined;
}

/** An expectation after the rules, and the names of those that changed it. */
export interface Adjusted<E> {
  readonly expect: E;
  readonly rules: readonly string[];
}

/** Lets each rule that matches replace what is expected, in order. */
export function adjusted<S extends { readonly expect: E }, E>(
  situation: S,
  deviations: readonly Deviation[],
  facet: (deviation: Deviation) => ((situation: S) => E | undefined) | undefined,
): Adjusted<E> {
  const start: Adjusted<E> = { expect: situation.expect, rules: [] };
  return deviations.reduce(({ expect, rules }, deviation) => {
    const instead = facet(deviation)?.({ ...situation, expect });
    return instead === undefined ? { expect, rules } : { expect: instead, rules: [...rules, deviation.name] };
  }, start);
}
