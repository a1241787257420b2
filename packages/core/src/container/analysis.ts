import type { Container, ContainerToken } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import { REQUEST } from "../contract/request-token.js";
import { blankRequest } from "./blank-request.js";
import { build, trail } from "./build.js";
import { constructorTokens, type ConstructorToken } from "./constructor-tokens.js";
import { isIntrospectable, lifecycles, registrationsOf, type Registration } from "./registrations.js";

/** What is known of a token before anything is built. */
export interface Analysis {
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

/** Finds out what the container would do for a token, and everything below it, without building more than singletons and factories' products. */
export class Analyser {
  readonly #container: Container;
  readonly #analyses = new Map<ContainerToken, Analysis>();

  constructor(container: Container) {
    this.#container = container;
  }

  /** @throws ConfigurationError on a cycle, a missing binding, or a singleton that holds something of one request. */
  analyse(token: ContainerToken, path: readonly ContainerToken[] = []): Analysis {
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
    build(trail(path), () => this.#container.resolve(token));
    return shared;
  }

  #lookAtTarget(provider: Exclude<Registration["provider"], Opaque>, path: readonly ContainerToken[]): Analysis {
    if (typeof provider === "function") return this.#lookAtClass(provider, path);
    return "useToken" in provider ? this.analyse(provider.useToken, path) : this.#lookAtClass(provider.useClass, path);
  }

  #lookAtClass(target: Class, path: readonly ContainerToken[]): Analysis {
    const held = constructorTokens(target).flatMap((parameter) => this.#lookAtParameter(parameter, path));
    const bound = held.find((one) => one.bound !== undefined)?.bound;
    return { lifetime: "request", bound, opaque: held.some(({ opaque }) => opaque) };
  }

  #lookAtParameter({ token, multiple, isOptional }: ConstructorToken, path: readonly ContainerToken[]): Analysis[] {
    if (isOptional && !this.#container.isRegistered(token, true)) return [];
    if (!multiple || !isIntrospectable(this.#container)) return [this.analyse(token, path)];
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
    const built = build(trail(path), () => child.resolve(token));
    return { built, asked };
  }
}

function captured(path: readonly ContainerToken[]): ConfigurationError {
  return new ConfigurationError(
    "captured_request",
    `${trail(path)} is built once but holds something that belongs to one request, and would serve it to all others: make it transient or container-scoped, or pass the request's values to its methods.`,
  );
}
