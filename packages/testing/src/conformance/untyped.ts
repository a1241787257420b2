import type { OAuth2Flows, ProviderValue } from "@ampoule/core";
import type { FlowSpec } from "./format/scheme.js";

/** A provider whose value and scopes nobody knows: a case file is data, and what it describes has no types that a compiler could know. */
export type Untyped = ProviderValue<unknown, string>;

/** Flows as they stand in a file. What is missing there is missing in the document as well, so it is taken on trust. */
export function untypedFlows(flows: Readonly<Record<string, FlowSpec>>): OAuth2Flows<string, string, string, string> {
  return flows as OAuth2Flows<string, string, string, string>;
}
