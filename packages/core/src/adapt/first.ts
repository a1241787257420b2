import type { CorsOptions } from "../cors/options.js";
import type { HttpsOptions } from "../https/options.js";
import type { Binding } from "./binding.js";
import { crossOrigin } from "./cross-origin.js";
import type { Engine } from "./engine.js";
import { httpsOnly } from "./https-only.js";

/** What stands before everything else, belongs to no route, and secures none. */
export function firstOf<App, Given extends readonly unknown[], Handler>(
  engine: Engine,
  binding: Binding<App, Given>,
  mount: (serve: (...given: Given) => unknown) => Handler,
  markHttps: (handler: Handler) => void,
): { cors(options: CorsOptions): Handler; https(options?: HttpsOptions): Handler } {
  return {
    cors: (options) => mount(crossOrigin(engine, binding, options)),
    https: (options) => {
      const handler = mount(httpsOnly(engine, binding, options));
      markHttps(handler);
      return handler;
    },
  };
}
