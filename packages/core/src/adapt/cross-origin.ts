import { UnavailableError } from "../contract/errors.js";
import type { RequestView } from "../contract/request-view.js";
import type { CorsOptions } from "../cors/options.js";
import { CorsPolicy, isPreflight } from "../cors/policy.js";
import { corsSettingsOf } from "../cors/settings.js";
import { inTime } from "./admit.js";
import type { Binding } from "./binding.js";
import type { Engine } from "./engine.js";

/** What answers preflights, and tells in every other answer which pages may read it. @throws ConfigurationError on a policy that cannot be. */
export function crossOrigin<App, Given extends readonly unknown[]>(
  engine: Engine,
  binding: Binding<App, Given>,
  options: CorsOptions,
): (...given: Given) => unknown {
  const shared = new CrossOrigin(engine, binding, new CorsPolicy(corsSettingsOf(options), engine.fromRoutes));
  return (...given) => shared.serve(given);
}

class CrossOrigin<App, Given extends readonly unknown[]> {
  constructor(
    private readonly engine: Engine,
    private readonly binding: Binding<App, Given>,
    private readonly policy: CorsPolicy,
  ) {}

  serve(given: Given): unknown {
    const request = this.binding.view(given);
    const allowed = this.#allows(request);
    return allowed instanceof Promise ? allowed.then((late) => this.#share(request, late, given)) : this.#share(request, allowed, given);
  }

  /** What cannot be told is a no: the answer is sent, and no page can read it. */
  #allows(request: RequestView): boolean | Promise<boolean> {
    const refuse = (fault: unknown) => (this.engine.tellFault(request, "cors", fault), false);
    try {
      const answer = this.policy.allows(request);
      if (typeof answer === "boolean") return answer;
      const late = Promise.resolve(answer).then((allowed: unknown) => allowed === true);
      const { timeout } = this.engine.settings;
      return inTime(late, timeout, () => new UnavailableError(`The origins of cors() did not settle within ${timeout} ms.`)).catch(refuse);
    } catch (fault) {
      return refuse(fault);
    }
  }

  #share(request: RequestView, isAllowed: boolean, given: Given): unknown {
    if (isPreflight(request)) return this.binding.send(this.policy.preflight(request, isAllowed), given);
    return this.binding.amend((fields) => this.policy.amend(fields, request, isAllowed), given);
  }
}
