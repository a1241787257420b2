import type { Refusal } from "../contract/refusal.js";
import type { RequestView } from "../contract/request-view.js";
import { refusalReply } from "../http/problem.js";
import { isFromItself } from "../https/loopback.js";
import type { HttpsOptions } from "../https/options.js";
import { httpsSettingsOf, type HttpsSettings } from "../https/settings.js";
import type { Binding } from "./binding.js";
import type { Engine } from "./engine.js";
import { tellOutside } from "./outside.js";
import { renderedBy } from "./rendering.js";

/** A redirect would be followed with the same secret, which has been readable already: nobody would notice. */
const unencrypted: Refusal = { status: 403, code: "https_required", challenges: [] };
const route = "https";

/** What refuses unencrypted requests before anything else looks at them. @throws ConfigurationError on options that cannot be. */
export function httpsOnly<App, Given extends readonly unknown[]>(
  engine: Engine,
  binding: Binding<App, Given>,
  options: HttpsOptions = {},
): (...given: Given) => unknown {
  const only = new HttpsOnly(engine, binding, httpsSettingsOf(options));
  return (...given) => only.serve(given);
}

class HttpsOnly<App, Given extends readonly unknown[]> {
  constructor(
    private readonly engine: Engine,
    private readonly binding: Binding<App, Given>,
    private readonly settings: HttpsSettings,
  ) {}

  serve(given: Given): unknown {
    const request = this.binding.view(given);
    const { protocol, strictTransport, allowsLoopback } = this.settings;
    const found: unknown = protocol(request);
    // One that is to come later may fail later, when nobody is there to hear of it.
    if (found instanceof Promise) found.catch(() => undefined);
    if (found !== "https") return allowsLoopback && isFromItself(request) ? this.binding.next(given) : this.#refuse(request, given);
    if (strictTransport === undefined) return this.binding.next(given);
    return this.binding.amend((fields) => fields.set("Strict-Transport-Security", strictTransport), given);
  }

  #refuse(request: RequestView, given: Given): unknown {
    const refusal = this.engine.requestIds.named(unencrypted, request);
    tellOutside(this.engine, request, { type: "rejected", route, status: refusal.status, code: "plain_http" });
    const fault = (thrown: unknown) => this.engine.tellFault(request, route, thrown);
    const rendered = renderedBy(this.engine.settings.render, refusal, { request, fault });
    return this.binding.send(refusalReply(refusal, {}, rendered), given);
  }
}
