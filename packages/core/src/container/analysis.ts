import type { Container, ContainerToken } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import { REQUEST } from "../contract/request-token.js";
import { build } from "./build.js";
import { constructorTokens, type ConstructorToken } from "./constructor-tokens.js";
import { tryFactory } from "./factory-trial.js";
import { makerOf } from "./maker.js";
import { captured, Path } from "./path.js";
import {
  isDelayed,
  isIntrospectable,
  lifecycles,
  registrationsOf,
  type Asked,
  type Class,
  type Factory,
  type Registration,
} from "./registrations.js";

/** What is known of a token before anything but singletons and factories' products is built. */
export interface Analysis {
  /** `shared`: one for all requests. `fresh`: each request gets its own, so it ends with the request. `asked`: whatever the container gives. */
  readonly lifetime: "shared" | "fresh" | "asked";
  /** The way from it to something that belongs to one request, where it holds such a thing: a singleton may not. */
  readonly bound: readonly ContainerToken[] | undefined;
  /** Makes one as the container would, where everything that it is made of is known for certain: shared things, and classes over such ones. */
  readonly make?: (() => unknown) | undefined;
}

type Opaque = { readonly useFactory: Factory } | { readonly useValue: unknown };

/** Finds out what the container would do for a token, and everything below it. */
export class Analyser {
  readonly #container: Container;
  readonly #keep: (shared: unknown) => void;
  readonly #analyses = new Map<ContainerToken, Analysis>();
  /** Tokens in whose midst a delayed cycle was cut: what is found below them is not the whole truth. */
  readonly #cut = new Set<ContainerToken>();
  /** The same for everything under one token, where some of it belongs to one request. */
  readonly #boundOfAll = new Map<ContainerToken, Analysis[]>();

  /** `keep` is told of everything that the container keeps for all requests. */
  constructor(container: Container, keep: (shared: unknown) => void) {
    this.#container = container;
    this.#keep = keep;
  }

  /** @throws ConfigurationError on a cycle, a missing binding, or a singleton that holds something of one request. */
  analyse(asked: Asked, path: Path = new Path()): Analysis {
    const token = isDelayed(asked) ? asked.wrap() : asked;
    if (token === REQUEST) return { lifetime: "asked", bound: [token] };
    const known = this.#analyses.get(token);
    if (known !== undefined) return known;
    const way = path.to(token, isDelayed(asked));
    if (way === undefined) {
      this.#cut.add(token);
      return { lifetime: "fresh", bound: undefined };
    }
    const { lifetime, bound, make } = this.#look(token, way);
    const analysis: Analysis = { lifetime, bound: bound && (bound[0] === token ? bound : [token, ...bound]), make };
    const wasCut = this.#cut.delete(token);
    if (this.#cut.size === 0 || bound !== undefined) this.#analyses.set(token, analysis);
    // What needs it in turn was believed to hold nothing of one request: it is looked at again, now that more is known.
    if (wasCut && bound !== undefined) this.#look(token, way);
    return analysis;
  }

  #look(token: ContainerToken, path: Path): Analysis {
    // Another container than tsyringe cannot be asked what it would do: it is resolved from anew for each request.
    if (!isIntrospectable(this.#container)) return { lifetime: "asked", bound: undefined };
    const registration = registrationsOf(this.#container, token).at(-1);
    if (registration !== undefined) return this.#lookAtRegistration(registration, token, path);
    if (typeof token === "function") return this.#lookAtClass(token, path);
    throw new ConfigurationError("missing_binding", `Nothing is registered for ${path.text}: register it in the container.`);
  }

  #lookAtRegistration({ provider, options }: Registration, token: ContainerToken, path: Path): Analysis {
    if (typeof provider !== "function" && "useFactory" in provider) return this.#lookAtFactory(provider.useFactory, path);
    if (typeof provider !== "function" && "useValue" in provider) {
      this.#keep(provider.useValue);
      return { lifetime: "shared", bound: undefined, make: () => provider.useValue };
    }
    const held = this.#lookAtTarget(provider, path);
    if (options.lifecycle === lifecycles.containerScoped) return this.#scoped(held, token, path);
    if (options.lifecycle !== lifecycles.singleton) return held;
    if (held.bound !== undefined) throw captured([...path.tokens, ...held.bound]);
    // Built now, from the root: the container that builds a singleton is the one that it and its factories see for ever.
    const instance = build(path.text, () => this.#container.resolve(token));
    this.#keep(instance);
    return { lifetime: "shared", bound: undefined, make: () => instance };
  }

  #lookAtTarget(provider: Exclude<Registration["provider"], Opaque>, path: Path): Analysis {
    if (typeof provider !== "function" && "useToken" in provider) return this.analyse(provider.useToken, path);
    const target = typeof provider === "function" ? provider : provider.useClass;
    if (isDelayed(target)) return { ...this.analyse(target, path), make: undefined };
    if (typeof target === "function") return this.#lookAtClass(target, path);
    // tsyringe takes a value of `undefined` or `null` for a class.
    throw new ConfigurationError(
      "missing_binding",
      `What is registered for ${path.text} is neither a class nor a value: an empty value cannot be injected.`,
    );
  }

  /** A child takes over its parent's container-scoped registrations, but not those of the parent's parent. */
  #scoped({ lifetime }: Analysis, token: ContainerToken, path: Path): Analysis {
    if (this.#container.isRegistered(token)) return { lifetime: lifetime === "fresh" ? "fresh" : "asked", bound: [token] };
    throw new ConfigurationError(
      "captured_request",
      `${path.text} is registered as container-scoped in a parent of the application's container, and would be one for all requests: register it in the container that security() is given.`,
    );
  }

  #lookAtClass(target: Class, path: Path): Analysis {
    const parameters = constructorTokens(target);
    const held = parameters.map((parameter) => this.#lookAtParameter(parameter, path));
    const bound = held.flat().find((one) => one.bound !== undefined)?.bound;
    return { lifetime: "fresh", bound, make: bound === undefined ? makerOf(target, parameters, held) : undefined };
  }

  #lookAtParameter({ token, multiple, isOptional }: Omit<ConstructorToken, "isTransformed">, path: Path): Analysis[] {
    const mayBeMissing = isOptional && token !== REQUEST && typeof token !== "function" && !isDelayed(token);
    if (mayBeMissing && !this.#container.isRegistered(token, true)) return [];
    return multiple && !isDelayed(token) ? this.#lookAtAll(token, path) : [this.analyse(token, path)];
  }

  #lookAtAll(token: ContainerToken, path: Path): Analysis[] {
    const registrations = isIntrospectable(this.#container) ? registrationsOf(this.#container, token) : [];
    if (registrations.length === 0) return [this.analyse(token, path)];
    const way = path.to(token, false);
    if (way === undefined) {
      this.#cut.add(token);
      return this.#boundOfAll.get(token) ?? [];
    }
    const look = () => registrations.map((one) => this.#lookAtRegistration(one, token, way));
    const held = look();
    const bound = held.filter((one) => one.bound !== undefined);
    if (!this.#cut.delete(token) || bound.length === 0) return held;
    this.#boundOfAll.set(token, bound);
    return look();
  }

  #lookAtFactory(factory: Factory, path: Path): Analysis {
    return tryFactory({ factory, container: this.#container, path }, (token, multiple) =>
      this.#lookAtParameter({ token, multiple, isOptional: true }, path),
    );
  }
}
