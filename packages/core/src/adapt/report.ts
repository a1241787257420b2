import { answeredMethods } from "../contract/endpoint.js";
import { ConfigurationError } from "../contract/errors.js";
import type { SharedRoute } from "../cors/from-routes.js";
import type { Plan } from "../plan/plan.js";
import { asksNothing, every, type Alternative, type Requirement } from "../plan/requirement.js";
import type { RouteEntry } from "./binding.js";
import type { Route } from "./engine.js";
import { isException } from "./exceptions.js";

/** One route of an application, and who may call it. */
export interface RouteReport {
  readonly method: string;
  readonly path: string;
  /** The name of what answers. */
  readonly handler: string;
  /** `optional`: secured, but who brings nothing gets in as well. `unmarked`: neither secured nor marked open. */
  readonly access: "secured" | "optional" | "open" | "unmarked";
  /** What a caller must bring, in words: `HTTPBearer (items:read) or APIKeyHeader`. */
  readonly requires: string;
  readonly schemes: readonly string[];
  readonly scopes: readonly string[];
  readonly policies: readonly string[];
  /** The guards above it that let it through unasked, because it is their exception. */
  readonly exceptedFrom: readonly string[];
}

/** A named exception from "every route is secured or marked open". */
export const allowUnmarked: unique symbol = Symbol("allowUnmarked");

/** What `seal()` can be told. */
export interface SealOptions {
  /** Routes that may stay unmarked, as `"GET /path"`: for an application that is being secured step by step. Default: none. */
  readonly [allowUnmarked]?: readonly string[];
}

/** What is known of one route: its own marks, and those of the guards above it. */
export interface MarkedRoute extends RouteEntry {
  readonly own: readonly Route[];
  readonly guards: readonly Route[];
}

/** Which plan of a route is meant: the one that requests walk, or the declared one. */
type Which = "plan" | "declared";

export function reportOf(route: MarkedRoute, which: Which = "plan"): RouteReport {
  const { method, path } = route;
  const plans = plansOf(route, which);
  const requirement = requirementOf(route, which);
  const secured = plans.some((plan) => !plan.open);
  return {
    method,
    path,
    handler: plans.at(-1)?.label ?? "",
    access: accessOf(plans, requirement),
    requires: secured ? describe(requirement) : "",
    schemes: distinct(requirement.flatMap(({ schemes }) => [...schemes.keys()].map(({ name }) => name))),
    scopes: distinct(requirement.flatMap(({ schemes }) => [...schemes.values()].flat())),
    policies: distinct(requirement.flatMap(({ policies }) => policies)),
    exceptedFrom: distinct(exceptedFrom(route).map(({ plan }) => plan.label)),
  };
}

/** What a caller of a route must bring, for all that decides over it. */
export function requirementOf(route: MarkedRoute, which: Which): Requirement {
  return every(plansOf(route, which).map((plan) => plan.requirement));
}

/** What pages of other origins need to know of a route. */
export function sharedRoute(route: MarkedRoute): SharedRoute {
  return { method: route.method, schemes: plansOf(route, "plan").flatMap(({ schemes }) => schemes) };
}

/** Guards that let it through unasked decide nothing. */
const plansOf = (route: MarkedRoute, which: Which): readonly Plan[] => {
  const excepted = exceptedFrom(route);
  return [...route.guards, ...route.own].filter((mark) => !excepted.includes(mark)).map((mark) => mark[which]);
};

const exceptedFrom = (route: MarkedRoute): readonly Route[] => {
  const { own, guards } = route;
  return isException(route) ? [...guards, ...own].filter((mark) => own.some(({ exceptedFrom }) => exceptedFrom.has(mark))) : [];
};

/** @throws ConfigurationError naming every route that nobody decided about. */
export function requireMarked(routes: readonly MarkedRoute[], { [allowUnmarked]: allowed = [] }: SealOptions): void {
  const unmarked = routes.filter((route) => plansOf(route, "plan").length === 0).map(({ method, path }) => `${method} ${path}`);
  const refused = unmarked.filter((route) => !allowed.includes(route));
  const stale = allowed.filter((route) => !unmarked.includes(route));
  if (refused.length === 0 && stale.length === 0) return;
  const excepting = distinct(routes.flatMap((route) => exceptedFrom(route).map(({ plan }) => plan.label)));
  throw new ConfigurationError(
    "unmarked_route",
    refused.length > 0
      ? `These routes are neither secured nor open: ${refused.join(", ")}. Wrap their handlers in secure(...), put a guard above them, or say secure.open(...). (A guard counts only where it stands before everything that the route answers: in either case, with and without a slash behind; under a regular expression it never counts.)${notCounted(excepting)}`
      : `allowUnmarked names routes that are not there, or not unmarked: ${stale.join(", ")}. Take them out.`,
  );
}

/** @throws ConfigurationError naming an endpoint that is mounted for another method than its own: documents would say that it answers there. */
export function requireOwnMethod({ method, path, own }: MarkedRoute): void {
  const answers = own.at(-1)?.method;
  if (answers === undefined || method === "ALL" || answeredMethods(answers).includes(method)) return;
  throw new ConfigurationError(
    "invalid_option",
    `${method} ${path} is an endpoint that answers ${answers} only: mount it for ${answers}, or for every method.`,
  );
}

/** Whoever has an exception wonders why what stood below its guard is not secured any more. */
function notCounted(excepting: readonly string[]): string {
  if (excepting.length === 0) return "";
  return ` Since it has an exception, ${excepting.join(", ")} counts for no plain handler of the framework below it: wrap that in secure(...) or secure.open(...), before which the guard is asked.`;
}

function accessOf(plans: readonly Plan[], requirement: Requirement): RouteReport["access"] {
  if (plans.length === 0) return "unmarked";
  if (plans.every(({ open }) => open)) return "open";
  return requirement.some(asksNothing) ? "optional" : "secured";
}

function describe(requirement: Requirement): string {
  return distinct(requirement.map(describeAlternative)).join(" or ");
}

function describeAlternative({ schemes, providers, policies }: Alternative): string {
  const credentials = [...schemes].map(([{ name }, scopes]) => (scopes.length === 0 ? name : `${name} (${scopes.join(" ")})`));
  const parts = [...credentials, ...providers];
  const bring = parts.length === 0 ? "nothing" : parts.join(" and ");
  return policies.length === 0 ? bring : `${bring}, if ${policies.join(" and ")}`;
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];
