import type { Token } from "../contract/container.js";
import type { Endpoint } from "../contract/endpoint.js";
import type { AnyProvider, Needs } from "../contract/provider.js";
import type { Declaration, HandlerFunction } from "../plan/compile.js";
import type { Binding } from "./binding.js";
import { opened, secured } from "./declaring.js";
import { Documentation } from "./documentation.js";
import { Engine, type Route, type Serve } from "./engine.js";
import { firstOf } from "./first.js";
import { standGuard } from "./guarding.js";
import { handle } from "./handling.js";
import { Inspection } from "./inspection.js";
import type { SecurityOptions } from "./options.js";
import { sharedRoute, type SealOptions } from "./report.js";
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

  function mounted(declaration: Declaration, serve: Serve = handle): { handler: Handler; route: Route } {
    const route = engine.route(declaration);
    const handler = mount((...given) => serve(engine, binding, route, given));
    inspection.mark(handler, route);
    if ("description" in declaration) documentation.functions.describe(handler, declaration.description);
    return { handler, route };
  }

  function guard(provider: AnyProvider, ...scopes: string[]): Handler {
    const { handler, route } = mounted({ kind: "guard", provider, scopes }, standGuard);
    const of = (subject: Given[0]) => engine.passed(binding.identity(subject), route);
    const except = (excepted: object) => (inspection.except(excepted, route), excepted);
    return Object.assign(handler, { of, except });
  }

  function seal(app: App, seal?: SealOptions): App {
    engine.recompile();
    documentation.renew(app);
    engine.fromRoutes.add(inspection.seal(app, seal).map(sharedRoute));
    return app;
  }

  const open = (first: Needs | HandlerFunction, second?: HandlerFunction) => mounted(opened(first, second, binding.given)).handler;
  const documentation = new Documentation(engine, inspection, binding, open);
  const secure = (subject: Endpoint | Token<unknown> | Needs, by?: PropertyKey | HandlerFunction) =>
    mounted(secured(subject, by, binding.given)).handler;
  return Object.assign(secure, {
    guard,
    seal,
    open,
    ...documentation.functions,
    ...firstOf(engine, binding, mount, (handler) => inspection.markHttps(handler)),
    report: (app: App) => inspection.report(app),
    override: (original: AnyProvider, replacement: AnyProvider) => engine.override(original, replacement),
  }) as Secure<App, Given, Handler>;
}
