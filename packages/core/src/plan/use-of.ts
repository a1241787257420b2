import { ConfigurationError } from "../contract/errors.js";
import { definition, isProvider, type AnyProvider, type Definition, type ProviderClass } from "../contract/provider.js";
import type { Builder } from "./builder.js";
import { ChoiceNode } from "./choice-node.js";
import { ClassNode, FunctionNode } from "./custom-nodes.js";
import { FreshNode } from "./fresh-node.js";
import { labelOf } from "./labels.js";
import { findMethod, methodNeeds, requireNotLoosened, type FoundMethod } from "./method-needs.js";
import type { Edge, ProviderNode } from "./node.js";
import { OptionalNode } from "./optional-node.js";
import { PolicyNode } from "./policy-node.js";
import { union } from "./requirement.js";
import { ResourceNode } from "./resource-node.js";
import { SchemeNode } from "./scheme-node.js";
import { StandInNode, standInReader } from "./stand-in-node.js";

/** Builds the use of a provider, of whichever kind it is, with everything below it. */
export function useOf(builder: Builder, provider: AnyProvider, scopes: readonly string[]): Edge {
  if (typeof provider === "function") return { node: classNode(builder, provider, scopes), scopes: [] };
  const made = provider[definition];
  if (made.kind === "fresh") return freshUse(builder, made.of, scopes);
  if (made.kind !== "scoped") return { node: valueNode(builder, made, provider, scopes), scopes: [] };
  const { node, scopes: own } = builder.edge(made.of, union(scopes, made.scopes));
  return { node, scopes: union(made.scopes, own) };
}

/** The use of a provider that another one stands in for. */
export function standInFor(builder: Builder, original: AnyProvider, replacement: AnyProvider, scopes: readonly string[]): Edge {
  const edge = useOf(builder, replacement, scopes);
  return { node: new StandInNode(builder.key(original, scopes), builder.slot(), edge, standInReader(original, replacement)), scopes: [] };
}

/** Credentials are shared: verifying them anew would leave the scopes of the second answer unchecked. */
function freshUse(builder: Builder, of: AnyProvider, scopes: readonly string[]): Edge {
  const edge = builder.edge(of, scopes);
  return edge.node instanceof SchemeNode ? edge : { node: new FreshNode(builder.slot(), edge), scopes: [] };
}

function valueNode(
  builder: Builder,
  made: Exclude<Definition, { kind: "scoped" | "fresh" }>,
  provider: AnyProvider,
  scopes: readonly string[],
): ProviderNode {
  switch (made.kind) {
    case "scheme":
      return new SchemeNode(made.scheme, provider, builder.slot(), builder.slot());
    case "function":
      return functionNode(builder, made, provider, scopes);
    case "resource":
      return resourceNode(builder, made, provider, scopes);
    case "optional":
      return new OptionalNode(builder.slot(), builder.slot(), builder.edge(made.of, scopes));
    case "require":
      return policyNode(builder, made, provider, scopes);
    case "anyOf": {
      const edges = made.of.map((one) => builder.edge(one, scopes));
      return new ChoiceNode(builder.slot(), builder.slot(), edges);
    }
  }
}

type Made<K extends Definition["kind"]> = Definition & { kind: K };

function functionNode(builder: Builder, made: Made<"function">, provider: AnyProvider, scopes: readonly string[]): FunctionNode {
  const label = labelOf(made);
  const needs = builder.needs(label, made.needs, scopes);
  const { run, passesOn = false } = made;
  return new FunctionNode(builder.key(provider, scopes), builder.slot(), { label, needs, names: Object.keys(made.needs), run, passesOn });
}

function policyNode(builder: Builder, made: Made<"require">, provider: AnyProvider, scopes: readonly string[]): PolicyNode {
  const of = builder.edge(made.of, scopes);
  const resource = made.resource && builder.edge(made.resource, scopes);
  return new PolicyNode(builder.key(provider, scopes), builder.slot(), { of, policy: made.policy, resource });
}

function resourceNode(builder: Builder, made: Made<"resource">, provider: AnyProvider, scopes: readonly string[]): ResourceNode {
  const { open, lifetime, policies = [] } = made;
  const label = labelOf(made);
  const needs = builder.needs(label, made.needs, scopes);
  if (lifetime === "request") requireNoShorterLife(made, label);
  return new ResourceNode(builder.key(provider, scopes), builder.slot(), {
    label,
    needs,
    names: Object.keys(made.needs),
    open,
    lifetime,
    policies,
  });
}

function classNode(builder: Builder, provider: ProviderClass<unknown>, scopes: readonly string[]): ClassNode {
  const label = `${provider.name}.provide`;
  const instance = builder.service(provider);
  const service = builder.services.find(provider);
  const found = findMethod(service.sample, "provide", provider.name);
  const needs = methodNeeds(builder, found, { place: label, given: ["the context"], scopes });
  requireNotLoosened(found, needs, label);
  requireUnguarded(found, label);
  return new ClassNode(builder.key(provider, scopes), builder.slot(), { label: provider.name, needs, service, instance });
}

/** What is closed when the handler has returned must not stand below what is closed after the answer. */
function requireNoShorterLife({ needs }: Made<"resource">, label: string): void {
  const shorter = Object.values(needs).flatMap((need) => (isProvider(need) ? shorterThanRequest(need) : []))[0];
  if (shorter === undefined) return;
  throw new ConfigurationError(
    "captured_request",
    `${label} stays open until the answer is out, and needs ${shorter}, which is closed before: give both the lifetime "handler", or both "request".`,
  );
}

/** The names of what is bound to the handler among the values that a provider hands on as they are. */
function shorterThanRequest(provider: AnyProvider): string[] {
  if (typeof provider === "function") return [];
  const made = provider[definition];
  if (made.kind === "resource") return made.lifetime === "handler" ? [labelOf(made)] : [];
  if (made.kind === "function")
    return made.passesOn === true ? Object.values(made.needs).filter(isProvider).flatMap(shorterThanRequest) : [];
  return "of" in made ? [made.of].flat().flatMap(shorterThanRequest) : [];
}

function requireUnguarded({ guards }: FoundMethod, label: string): void {
  if (guards.length === 0) return;
  throw new ConfigurationError(
    "invalid_option",
    `${label} stands below @Guarded, which is for handlers: list the provider among what it needs.`,
  );
}
