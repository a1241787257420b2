/// <reference lib="esnext.disposable" preserve="true" />
import type { EndpointMethod } from "../contract/endpoint.js";
import { ConfigurationError } from "../contract/errors.js";
import type { AnyProvider } from "../contract/provider.js";
import type { RequestView } from "../contract/request-view.js";
import { Services } from "../container/services.js";
import { FromRoutes } from "../cors/from-routes.js";
import { Bases } from "../plan/bases.js";
import { Builder } from "../plan/builder.js";
import type { Declaration } from "../plan/compile.js";
import { Exchange } from "../plan/exchange.js";
import type { Plan } from "../plan/plan.js";
import type { Binding, RouteEntry } from "./binding.js";
import { DeclaredRoute, type Compiling } from "./declared-route.js";
import { Events } from "./events.js";
import { Exchanges } from "./exchanges.js";
import { settingsOf, type SecurityOptions, type Settings } from "./options.js";
import { tellOutside } from "./outside.js";
import { RequestIds } from "./request-ids.js";

/** A provider that stands in for another one, until it is restored or disposed. */
export interface Override extends Disposable {
  restore(): void;
}

/** A declared route: its plan, and a name for events. */
export interface Route {
  /** What requests walk, overrides included. */
  readonly plan: Plan;
  /** What was declared, for documents: an override is a test's own affair. */
  readonly declared: Plan;
  readonly isGuard: boolean;
  /** The only method that it answers, where it is an endpoint. */
  readonly method: EndpointMethod | undefined;
  /** The handler's name; the route's pattern once the application is sealed. */
  label: string;
  /** Whether it was found in an application that is sealed. */
  isSealed: boolean;
  /** A guard's: the routes that it lets through unasked. */
  exceptions: readonly Pick<RouteEntry, "method" | "matches">[];
  /** A guard's: where it stands. */
  applications: ReadonlySet<object>;
  /** A handler's: the guards that let it through unasked. */
  exceptedFrom: ReadonlySet<object>;
}

/** What a route does with a request. A function for each kind, so that the engine knows which class each makes. */
export type Serve = <App, Given extends readonly unknown[]>(
  engine: Engine,
  binding: Binding<App, Given>,
  route: Route,
  given: Given,
) => unknown;

/** What all routes of one `security()` share. */
export class Engine implements Compiling {
  readonly settings: Settings;
  readonly services: Services;
  readonly events: Events;
  readonly requestIds: RequestIds;
  bases: Bases;
  /** What pages need of the routes that were sealed. */
  readonly fromRoutes = new FromRoutes();
  readonly #overrides = new Map<AnyProvider, AnyProvider>();
  readonly #exchanges = new Exchanges();
  readonly #routes: Route[] = [];
  #undisturbed: Bases | undefined;
  #guards = 0;

  constructor(options: SecurityOptions) {
    this.settings = settingsOf(options);
    this.services = new Services(this.settings.container);
    this.bases = new Bases(this.services, this.#overrides);
    this.events = new Events(this.settings.onEvent);
    this.requestIds = new RequestIds(this.settings.requestId);
  }

  /** Compiles a declaration now, and again only after an override came or went. @throws ConfigurationError where it cannot be carried out safely. */
  route(declaration: Declaration): Route {
    const route = new DeclaredRoute(declaration, this);
    if (route.isGuard) this.#guards += 1;
    this.#routes.push(route);
    return route;
  }

  /** Compiles every route again, since more may have been registered in the container. @throws ConfigurationError as {@link route}. */
  recompile(): void {
    this.services.reset();
    this.#renew();
    for (const route of this.#routes) void route.plan;
  }

  /** What stands for one request and its answer: the same for a handler as for the guards before it. */
  exchange<Given extends readonly unknown[]>(binding: Pick<Binding<never, Given>, "identity" | "view">, given: Given): Exchange {
    const identity = binding.identity(given[0]);
    const known = this.#guards > 0 ? this.#exchanges.get(identity) : undefined;
    if (known !== undefined) return known;
    const exchange = new Exchange(binding.view(given), this.services, this.#tellDisposal);
    if (this.#guards > 0) this.#exchanges.set(identity, exchange);
    return exchange;
  }

  /** What a guard provided for a request. */
  passed(identity: object, guard: object): unknown {
    const passed = this.#exchanges.get(identity)?.passed;
    if (passed?.has(guard)) return passed.get(guard);
    throw new ConfigurationError("no_security", "A guard was read that did not run for this request: mount it above the handler.");
  }

  override(original: AnyProvider, replacement: AnyProvider): Override {
    if (this.#overrides.has(original)) {
      throw new ConfigurationError("invalid_option", "This provider is overridden already: restore the first override before the second.");
    }
    // A replacement that cannot be built is refused here, not at the next request.
    new Builder(this.services, new Map([...this.#overrides, [original, replacement]])).edge(original);
    this.#overrides.set(original, replacement);
    this.#renew();
    let restored = false;
    const restore = () => {
      if (restored) return;
      restored = true;
      this.#overrides.delete(original);
      this.#renew();
    };
    return { restore, [Symbol.dispose]: restore };
  }

  get undisturbed(): Bases {
    return this.#overrides.size === 0 ? this.bases : (this.#undisturbed ??= new Bases(this.services, new Map()));
  }

  #renew(): void {
    this.#undisturbed = undefined;
    this.bases = new Bases(this.services, this.#overrides);
  }

  readonly #tellDisposal = (request: RequestView, fault: unknown): void => this.tellFault(request, "disposal", fault);

  /** Tells the operator of a fault that belongs to no route. */
  tellFault(request: RequestView, route: string, fault: unknown): void {
    tellOutside(this, request, { type: "fault", route, status: undefined, code: fault instanceof Error ? fault.name : typeof fault });
  }
}
