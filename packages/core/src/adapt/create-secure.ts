import type { Token } from "../contract/container.js";
import type { AnyProvider, Needs } from "../contract/provider.js";
import type { Declaration, HandlerFunction } from "../plan/compile.js";
import type { Binding } from "./binding.js";
import { Engine } from "./engine.js";
import { Handling } from "./handling.js";
import { Inspection } from "./inspection.js";
import type { SecurityOptions } from "./options.js";
import type { SealOptions } from "./report.js";
import type { Secure } from "./secure.js";

/**
 * Makes an adapter's `secure` out of what core needs to know of the framework. `mount` gives a function the shape that the framework
 * wants: its own number of parameters, its own types.
 *
 * @throws ConfigurationError on options that cannot be.
 */
export function createSecure<App, Given extends readonly unknown[], Handler extends object>(
  options: SecurityOptions,
  binding: Binding<App, Given>,
  mount: (serve: (...given: Given) => unknown) => Handler,
): Secure<App, Given, Handler> {
  const engine = new Engine(options);
  const inspection = new Inspection(binding);
  const { given } = binding;

  function mounted(declaration: Declaration, serve: "handle" | "guard"): { handler: Handler; route: object } {
    const route = engine.route(declaration);
    const handler = mount((...args) => new Handling(engine, binding, route, args)[serve]());
    inspection.mark(handler, route);
    return { handler, route };
  }

  function secure(subject: Token<unknown> | Needs, by: PropertyKey | HandlerFunction): Handler {
    if (typeof by !== "function")
      return mounted({ kind: "method", controller: subject as Token<unknown>, method: by, given }, "handle").handler;
    const takes = by.length - 1;
    return mounted({ kind: "function", needs: subject as Needs, run: by, takes, open: false, given }, "handle").handler;
  }

  function open(first: Needs | HandlerFunction, second?: HandlerFunction): Handler {
    const [needs, run, takes] = openParts(first, second);
    return mounted({ kind: "function", needs, run, takes, open: true, given }, "handle").handler;
  }

  function guard(provider: AnyProvider, ...scopes: string[]): Handler {
    const { handler, route } = mounted({ kind: "guard", provider, scopes }, "guard");
    return Object.assign(handler, { of: (subject: Given[0]) => engine.passed(binding.identity(subject), route) });
  }

  const rest = {
    open,
    guard,
    report: (app: App) => inspection.report(app),
    seal(app: App, options?: SealOptions) {
      inspection.seal(app, options);
      engine.seal();
      return app;
    },
    override: (original: AnyProvider, replacement: AnyProvider) => engine.override(original, replacement),
  };
  return Object.assign(secure, rest) as Secure<App, Given, Handler>;
}

function openParts(first: Needs | HandlerFunction, second?: HandlerFunction): readonly [Needs, HandlerFunction, number] {
  if (typeof first !== "function") return [first, second as HandlerFunction, (second?.length ?? 1) - 1];
  const { [first.name]: run } = { [first.name]: (_: never, ...given: never[]) => first(...(given as never)) };
  return [{}, run as HandlerFunction, first.length];
}
