import type { ChildContainer, Container, ContainerToken, Token } from "../contract/container.js";
import type { RequestView } from "../contract/request-view.js";
import { REQUEST } from "../contract/request-token.js";
import { Analyser } from "./analysis.js";
import { blankRequest } from "./blank-request.js";
import { build, nameOf } from "./build.js";

/** How one service is had at request time. */
export interface Service {
  readonly token: ContainerToken;
  readonly name: string;
  /** The one instance, where the container keeps one. */
  readonly shared: unknown;
  /** Whether it must come from the request's own child container. */
  readonly perRequestContainer: boolean;
  /** An instance made at set-up, to look at. */
  readonly sample: object;
}

/**
 * Asks the container, at set-up, for everything that routes will need: proves that it can be built, finds cycles and captured
 * requests, and learns what is shared.
 */
export class Services {
  readonly #container: Container;
  readonly #analyser: Analyser;
  readonly #services = new Map<ContainerToken, Service>();
  readonly #shared = new Set<unknown>();

  constructor(container: Container) {
    this.#container = container;
    this.#analyser = new Analyser(container);
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

  /** Asks the application's container, now. */
  readonly resolve = <T>(token: Token<T>): T => this.#container.resolve(token as ContainerToken) as T;

  /** Whether the container keeps this very thing for all requests. */
  isShared(instance: unknown): boolean {
    return this.#shared.has(instance);
  }

  /** A container for one request, which knows it. */
  child(request: RequestView): ChildContainer {
    const child = this.#container.createChildContainer();
    child.register(REQUEST, { useFactory: () => request });
    return child;
  }

  #make(token: ContainerToken): Service {
    const { lifetime, bound, opaque } = this.#analyser.analyse(token);
    const name = nameOf(token);
    const sample = build(name, () => (bound !== undefined ? this.child(blankRequest) : this.#container).resolve(token));
    if (lifetime === "shared") {
      this.#shared.add(sample);
      return { token, name, shared: sample, perRequestContainer: false, sample };
    }
    // tsyringe keeps every transient disposable in the container that built it: for the root that would be for ever.
    return { token, name, shared: undefined, perRequestContainer: bound !== undefined || opaque || isDisposable(sample), sample };
  }
}

function isDisposable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "dispose" in value;
}
