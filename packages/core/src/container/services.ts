import type { ChildContainer, Container, ContainerToken, Token } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import type { RequestView } from "../contract/request-view.js";
import { REQUEST } from "../contract/request-token.js";
import { Analyser } from "./analysis.js";
import { blankRequest } from "../contract/blank-request.js";
import { build, isPromise, nameOf } from "./build.js";
import { isIntrospectable } from "./registrations.js";

/** How one service is had at request time. */
export interface Service {
  readonly token: ContainerToken;
  readonly name: string;
  /** The one instance, where the container keeps one. */
  readonly shared: unknown;
  /** Whether each request gets its own, which ends with it. */
  readonly isFresh: boolean;
  /** Makes one for a request, where the container need not be asked. */
  readonly make: (() => unknown) | undefined;
  /** An instance made at set-up, to look at. */
  readonly sample: object;
}

/**
 * Asks the container, at set-up, for everything that routes will need: proves that it can be built, finds cycles and captured
 * requests, and learns what is shared.
 *
 * What is not shared comes from a child container that one request has to itself: so nothing that tsyringe keeps in a container (what it scopes, caches
 * or will dispose) is met by another request.
 */
export class Services {
  readonly #container: Container;
  readonly #services = new Map<ContainerToken, Service>();
  /** What requests are given and do not own. */
  readonly #kept = new WeakSet<object>();
  #analyser: Analyser;

  constructor(container: Container) {
    this.#container = container;
    this.#analyser = new Analyser(container, this.keep);
  }

  /** Forgets what was found, since more may have been registered. */
  reset(): void {
    this.#services.clear();
    this.#analyser = new Analyser(this.#container, this.keep);
  }

  /** @throws ConfigurationError when the token cannot be resolved safely. */
  find(token: Token<unknown>): Service {
    const asked = token as ContainerToken;
    const known = this.#services.get(asked);
    if (known !== undefined) return known;
    const service = this.#make(asked);
    this.#services.set(asked, service);
    return service;
  }

  /**
   * Asks the application's container, now. What it gives stays the container's.
   *
   * @throws ConfigurationError on what belongs to one request: the application's container would give all requests the same.
   */
  readonly resolve = <T>(token: Token<T>): T => {
    const asked = token as ContainerToken;
    if (this.#analyser.analyse(asked).bound === undefined) return this.keep(this.#container.resolve(asked)) as T;
    throw new ConfigurationError(
      "captured_request",
      `${nameOf(asked)} belongs to one request, and context.resolve asks the container of all of them: declare it as a need instead.`,
    );
  };

  /** Whether a request that was given this thing does not own it. */
  isKept(instance: object): boolean {
    return this.#kept.has(instance);
  }

  /** What makes services for one request, and knows it. */
  forRequest(request: RequestView): Container {
    // Another container than tsyringe has no use for a child: it decides by itself what it gives to whom.
    if (!isIntrospectable(this.#container)) return this.#container;
    const child: ChildContainer = this.#container.createChildContainer();
    child.register(REQUEST, { useFactory: () => request });
    return child;
  }

  /** Remembers that something is the container's, and gives it back. */
  readonly keep = (thing: unknown): unknown => {
    if (typeof thing === "object" && thing !== null) this.#kept.add(thing);
    return thing;
  };

  #make(token: ContainerToken): Service {
    const { lifetime, make } = this.#analyser.analyse(token);
    const name = nameOf(token);
    const container = lifetime === "shared" ? this.#container : this.forRequest(blankRequest);
    const sample = build(name, () => container.resolve(token));
    const isFresh = lifetime === "fresh" || (!isIntrospectable(this.#container) && container.resolve(token) !== sample);
    return {
      token,
      name,
      shared: lifetime === "shared" ? sample : undefined,
      isFresh,
      make: lifetime === "fresh" ? make : undefined,
      sample,
    };
  }
}

/** Builds a service for one request. @throws ConfigurationError where the container gives another kind of thing than at set-up. */
export function make({ token, name }: Service, container: Container): unknown {
  const instance = container.resolve(token);
  if (!isPromise(instance)) return instance;
  throw new ConfigurationError("unbuildable", `The container gave a promise for ${name}: containers build synchronously.`);
}

/** @throws ConfigurationError where an instance is of another class than the one whose declarations were read at set-up. */
export function requireSameClass({ sample, name }: Service, instance: object): void {
  if (Object.getPrototypeOf(instance) === Object.getPrototypeOf(sample)) return;
  throw new ConfigurationError(
    "unbuildable",
    `The container gave an instance of another class for ${name} than at set-up, whose declarations nobody read: decide by a policy, or in a service.`,
  );
}
