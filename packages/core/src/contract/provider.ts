import type { Token } from "./container.js";
import type { Context } from "./context.js";
import type { Absent, Granted, Outcome, Rejected } from "./outcome.js";
import type { Policy } from "./policy.js";
import type { Scheme } from "./scheme.js";

declare const provides: unique symbol;
declare const declares: unique symbol;

/** The key under which a provider value keeps what it is made of. */
export const definition: unique symbol = Symbol.for("@ampoule/definition");
/** Tells a provider class from a service class, also across two copies of this package. */
const providerMark: unique symbol = Symbol.for("@ampoule/provider");

export type Awaitable<T> = T | PromiseLike<T>;
/** What counts as "no value", hence as rejected. */
type Nothing = undefined | null | false;
/** What a provider may return for a `T`: the value, an outcome, or nothing (which rejects). */
export type Provision<T> = T | Outcome<T> | Nothing;

/** A provider as a value: a scheme, a provider function or a combination. `S` are the scopes that may be demanded of it. */
export interface ProviderValue<out T, out S extends string = never> {
  readonly [definition]: Definition;
  readonly [provides]?: () => T;
  readonly [declares]?: () => S;
}

declare const opens: unique symbol;

/** A provider that opens something, yields it and closes it. Unless something among its needs decides, an open route may have it. */
export interface ResourceValue<out T, out S extends string = never> extends ProviderValue<T, S> {
  readonly [opens]?: true;
}

/**
 * A custom provider as a class, built by the container.
 *
 * Subclass it, inject services through the constructor (each with an explicit `@inject(Token)`), and declare what `provide` needs
 * with `@Security` and `@Dependency`, as on a handler. An undecorated parameter receives the {@link Context}. `provide` runs at
 * most once per request.
 *
 * It does not check that a returned value is fresh: what it yields belongs to the request, and is disposed after the response if
 * it is `Disposable`. Return `rejected(code)` for a bad credential, throw for a broken world. `undefined`, `null` and `false` reject.
 *
 * @example
 * ```ts
 * class CurrentUser extends SecurityProvider<User> {
 *   constructor(@inject(Users) private readonly users: Users) { super(); }
 *   provide(@Security(accessToken) token: AccessToken) { return this.users.bySubject(token.sub); }
 * }
 * ```
 */
export abstract class SecurityProvider<out T> {
  declare readonly [provides]?: () => T;
  get [providerMark](): true {
    return true;
  }
  abstract provide(...needs: never[]): Awaitable<Provision<T>>;
}

/** A class whose instances provide a `T`. */
export type ProviderClass<T> = new (...args: never[]) => SecurityProvider<T>;
/** Any provider, class or value. */
export type AnyProvider = ProviderValue<unknown, string> | ProviderClass<unknown>;
/** What a function declares that it wants: providers and services by name. */
export type Needs = Readonly<Record<string, AnyProvider | Token<unknown>>>;

/** The type that a provider or a service token yields. */
export type Provided<P> =
  P extends ProviderValue<infer T, string>
    ? T
    : P extends abstract new (...args: never[]) => infer I
      ? I extends SecurityProvider<infer T>
        ? T
        : I
      : P extends Token<infer T>
        ? T
        : never;
/** What a function receives for its needs. */
export type Values<N extends Needs> = { readonly [K in keyof N]: Provided<N[K]> };
/** What is left of a returned type once outcomes and "no value" are taken away. */
export type Yielded<R> = R extends Granted<infer V> ? V : Exclude<R, Absent | Rejected | Nothing>;
/** The scopes that may be demanded of a provider; any string for a class, whose plan checks them at set-up. */
export type Scopes<P> = P extends ProviderValue<unknown, infer S> ? S : P extends ProviderClass<unknown> ? string : never;

/** How long a resource stays open: until the answer is out, or until the handler has returned. */
export type Lifetime = "request" | "handler";

/** What a provider adds to the documentation of the operations that it stands before, as OpenAPI 3.1 has it. */
interface ProviderDocumentation {
  readonly requestBody: Readonly<Record<string, unknown>>;
}

/** What a provider value is made of. `plan` knows how to run each kind. */
export type Definition =
  | { readonly kind: "scheme"; readonly scheme: Scheme }
  | {
      readonly kind: "function";
      readonly needs: Needs;
      readonly run: ProviderFunction;
      readonly name: string;
      readonly openapi?: ProviderDocumentation;
      /** True where it only hands on what it is given, so that it decides over nobody by itself. */
      readonly passesOn?: true;
      /** The pattern of the path that it reads. Default: it reads none. */
      readonly path?: string;
      /** The scopes that its value is taken to hold where it stands in for another. Default: those that the value says itself. */
      readonly holds?: readonly string[];
    }
  | {
      readonly kind: "resource";
      readonly needs: Needs;
      readonly open: ProviderFunction;
      readonly name: string;
      readonly lifetime: Lifetime;
      /** What it may refuse by while the handler runs, for reports. */
      readonly policies?: readonly string[];
    }
  | { readonly kind: "optional"; readonly of: AnyProvider }
  | { readonly kind: "fresh"; readonly of: AnyProvider }
  | {
      readonly kind: "require";
      readonly of: AnyProvider;
      readonly policy: Policy<never, never>;
      /** What the policy is asked about, and what is yielded then; `null` where there is none, which denies. Default: nothing, and what `of` yields. */
      readonly resource?: AnyProvider;
    }
  | { readonly kind: "scoped"; readonly of: AnyProvider; readonly scopes: readonly string[] }
  | { readonly kind: "anyOf"; readonly of: readonly AnyProvider[] };

/** Makes a provider value of its definition. */
export function makeProvider<T, S extends string>(made: Definition): ProviderValue<T, S> {
  return Object.freeze({ [definition]: Object.freeze(made) });
}

/** The body of a function provider, with its types erased. */
export type ProviderFunction = (needs: never, context: Context) => unknown;

/** Whether `value` is a provider, class or value, of this copy of the package or another. */
export function isProvider(value: unknown): value is AnyProvider {
  if (typeof value === "function")
    return typeof value.prototype === "object" && value.prototype !== null && providerMark in value.prototype;
  return isProviderValue(value);
}

function isProviderValue(value: unknown): value is ProviderValue<unknown, string> {
  return typeof value === "object" && value !== null && Object.hasOwn(value, definition);
}
