import type { Context } from "../contract/context.js";
import { requireKnownOptions } from "../contract/known-options.js";
import { granted } from "../contract/outcome.js";
import { makeProvider, type ResourceValue } from "../contract/provider.js";

import type { SameOriginOptions } from "./options.js";
import { crossSite, Sender } from "./sender.js";

/**
 * Refuses requests that a page of another site may have made a browser send. For what a scheme does not see: a sign-in that sets a cookie, and everything else that browsers
 * bring their part to by themselves. Schemes that read a cookie do the same without being asked.
 *
 * GET, HEAD and OPTIONS pass. Anything else passes where the browser says `Sec-Fetch-Site: same-origin` (or `none`), or its `Origin` is one of `origins`; without
 * `Sec-Fetch-Site`, where its `Origin` is our own. All the rest is 403 `cross_site`, with `foreign_site`, `foreign_origin` or `no_origin` in the operator's event. What the body
 * is, and what is in `Authorization`, has no part in it.
 *
 * It decides over nobody: a route is secured, or open, by what stands beside it. It does not keep scripts of your own origin from anything.
 *
 * @throws ConfigurationError on an option that it does not know, and on what is no origin.
 * @example
 * ```ts
 * app.post("/login", secure({ own: sameOrigin(), form: loginForm() }, ({ form }) => signIn(form)));
 * ```
 */
export function sameOrigin(options: SameOriginOptions = {}): ResourceValue<true> {
  requireKnownOptions("sameOrigin()", options, ["origins"]);
  const sender = new Sender("sameOrigin()", options.origins);
  const run = (_: object, { request }: Context) => {
    const fault = sender.fault(request);
    return fault === undefined ? granted(true) : crossSite(fault);
  };
  return makeProvider({ kind: "function", needs: {}, run, name: "sameOrigin", passesOn: true });
}
