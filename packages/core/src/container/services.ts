import type { ChildContainer, Container, ContainerToken, Token } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import type { RequestView } from "../contract/request-view.js";
import { REQUEST } from "../contract/request-token.js";
import { constructorTokens, type ConstructorToken } from "./constructor-tokens.js";
import { blankRequest } from "./blank-request.js";
import { isIntrospectable, lifecycles, registrationsOf, type Registration } from "./registrations.js";

/** How one service is had at request time. */
export interface Service {
  readonly name: string;
  /** The one instance, where the container keeps one. */
  readonly shared: unknown;
  /** Whether it must come from the request's own child container. */
  readonly perRequestContainer: boolean;
  /** An instance made at set-up, to look at. */
  readonly sample: object;
}

/** What is known of a token before anything is built. */
interface Analysis {
  readonly lifetime: "shared" | "request";
  /** The way from it to something that belongs to one request, where it holds such a thing: a singleton may not. */
  readonly bound: readonly ContainerToken[] | undefined;
  /** Whether a factory has a say in it: what the factory takes from the container it is handed cannot be seen. */
  readonly opaque: boolean;
}

const shared: Analysis = { lifetime: "shared", bound: undefined, opaque: false };
const transient: Analysis = { lifetime: "request", bound: undefined, opaque: false };

function boundTo(token: ContainerToken): Analysis {
  return { lifetime: "request", bound: [token], opaque: false };
}

type Opaque = { readonly useFactory: unknown } | { readonly useValue: unknown };
type Class = new (...parameters: never[]) => unknown;

/**
 * Asks the container, at set-up, for everything that routes will need: proves that it can be built, finds cycles and captured
 * requests, and learns what is shared.
 */
export class Services {
  readonly #container: Container;
  readonly #services = new Map<ContainerToken, Service>();
  readonly #analyses = new Map<ContainerToken, Analysis>();
  readonly #shared = new Set<unknown>();

  constructor(container: Container) {
    this.#container = container;
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
    const { lifetime, bound, opaque } = this.#analyse(token, []);
    const name = nameOf(token);
    const sample = this.#build(name, () => (bound !== undefined ? this.child(blankRequest) : this.#container).resolve(token));
    if (lifetime === "shared") {
      this.#shared.add(sample);
      return { name, shared: sample, perRequestContainer: false, sample };
    }
    // tsyringe keeps every transient disposable in the container that built it: for the root that would be for ever.
    return { name, shared: undefined, perRequestContainer: bound !== undefined || opaque || isDisposable(sample), sample };
  }

  #build(name: string, resolve: () => unknown): NonNullable<unknown> {
    let built: unknown;
    try {
      built = resolve();
    } catch (cause) {
      throw unbuildable(name, cause);
    }
    if (built === undefined || built === null) throw new ConfigurationError("unbuildable", `The container gave nothing for ${name}.`);
    return built;
  }

  #analyse(token: ContainerToken, path: readonly ContainerToken[]): Analysis {
    if (token === REQUEST) return boundTo(token);
    const known = this.#analyses.get(token);
    if (known !== undefined) return known;
    if (path.includes(token)) {
      throw new ConfigurationError("cycle", `These services need each other: ${trail([...path.slice(path.indexOf(token)), token])}.`);
    }
    const { bound, ...rest } = this.#look(token, [...path, token]);
    const analysis = { ...rest, bound: bound && (bound[0] === token ? bound : [token, ...bound]) };
    this.#analyses.set(token, analysis);
    return analysis;
  }

  #look(token: ContainerToken, path: readonly ContainerToken[]): Analysis {
    // Another container than tsyringe cannot be asked what it would do: it is resolved from anew for each request.
    if (!isIntrospectable(this.#container)) return transient;
    const registration = registrationsOf(this.#container, token).at(-1);
    if (registration !== undefined) return this.#lookAtRegistration(registration, token, path);
    if (typeof token === "function") return this.#lookAtClass(token, path);
    throw new ConfigurationError("missing_binding", `Nothing is registered for ${trail(path)}: register it in the container.`);
  }

  #lookAtRegistration({ provider, options }: Registration, token: ContainerToken, path: readonly ContainerToken[]): Analysis {
    if (typeof provider !== "function" && "useValue" in provider) return shared;
    if (typeof provider !== "function" && "useFactory" in provider) return this.#lookAtFactory(token, path);
    const held = this.#lookAtTarget(provider, path);
    if (options.lifecycle === lifecycles.containerScoped) return boundTo(token);
    if (options.lifecycle !== lifecycles.singleton) return held;
    if (held.bound !== undefined) throw captured([...path, ...held.bound]);
    // Built now, from the root: the container that builds a singleton is the one that it and its factories see for ever.
    this.#build(trail(path), () => this.#container.resolve(token));
    return shared;
  }

  #lookAtTarget(provider: Exclude<Registration["provider"], Opaque>, path: readonly ContainerToken[]): Analysis {
    if (typeof provider === "function") return this.#lookAtClass(provider, path);
    return "useToken" in provider ? this.#analyse(provider.useToken, path) : this.#lookAtClass(provider.useClass, path);
  }

  #lookAtClass(target: Class, path: readonly ContainerToken[]): Analysis {
    const held = constructorTokens(target).flatMap((parameter) => this.#lookAtParameter(parameter, path));
    const bound = held.find((one) => one.bound !== undefined)?.bound;
    return { lifetime: "request", bound, opaque: held.some(({ opaque }) => opaque) };
  }

  #lookAtParameter({ token, multiple, isOptional }: ConstructorToken, path: readonly ContainerToken[]): Analysis[] {
    if (isOptional && !this.#container.isRegistered(token, true)) return [];
    if (!multiple || !isIntrospectable(this.#container)) return [this.#analyse(token, path)];
    return registrationsOf(this.#container, token).map((one) => this.#lookAtRegistration(one, token, path));
  }

  /** Runs a factory for two made-up requests. If only the first was asked for, the factory has kept it. */
  #lookAtFactory(token: ContainerToken, path: readonly ContainerToken[]): Analysis {
    const first = this.#tryFactory(token, path);
    const second = this.#tryFactory(token, path);
    if (first.asked !== second.asked) throw captured(path);
    return { lifetime: "request", bound: first.asked > 0 ? [token] : undefined, opaque: first.built !== second.built };
  }

  #tryFactory(token: ContainerToken, path: readonly ContainerToken[]): { built: unknown; asked: number } {
    let asked = 0;
    const child = this.#container.createChildContainer();
    child.register(REQUEST, { useFactory: () => ((asked += 1), blankRequest) });
    const built = this.#build(trail(path), () => child.resolve(token));
    return { built, asked };
  }
}

/** tsyringe answers a cycle through factories with an exhausted stack and megabytes of message: neither is passed on. */
function unbuildable(name: string, cause: unknown): ConfigurationError {
  const exhausted = cause instanceof RangeError || (cause instanceof Error && cause.message.length > 10_000);
  if (exhausted) return new ConfigurationError("cycle", `Building ${name} never ends: its factories need each other.`);
  return new ConfigurationError("unbuildable", `The container could not build ${name} at set-up; see the cause.`, { cause });
}

function captured(path: readonly ContainerToken[]): ConfigurationError {
  return new ConfigurationError(
    "captured_request",
    `${trail(path)} is built once but holds something that belongs to one request, and would serve it to all others: make it transient or container-scoped, or pass the request's values to its methods.`,
  );
}

const nameOf = (token: ContainerToken): string => (typeof token === "function" ? token.name : `"${token.toString()}"`);
const trail = (path: readonly ContainerToken[]): string => path.map(nameOf).join(" → ");

function isDisposable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "dispose" in value;
}
